"""What the editors' rooms ask for beside Wagtail's own."""

from wagtail import hooks
from wagtail.images.api.admin.views import ImagesAdminAPIViewSet


@hooks.register("construct_admin_api")
def no_documents(router: object) -> None:
    """Every page of the editors' rooms names the address of a document list. Wagtail's documents are not installed:
    files belong to resources, which serve them through their own gate. Pictures answer in their place."""
    router.register_endpoint("documents", ImagesAdminAPIViewSet)  # type: ignore[attr-defined]
