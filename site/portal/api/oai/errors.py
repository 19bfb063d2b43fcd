"""What a harvester did wrong, in the protocol's words."""


class OaiError(Exception):
    """`code` is one of the protocol's."""

    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(sentence)
        self.code, self.sentence = code, sentence


def bad_argument(sentence: str) -> OaiError:
    return OaiError("badArgument", sentence)


def bad_token() -> OaiError:
    return OaiError("badResumptionToken", "This resumption token is not one of ours, or it belongs to another verb.")


def no_match() -> OaiError:
    return OaiError("noRecordsMatch", "No record fits these dates and this set.")


def unknown_id() -> OaiError:
    return OaiError("idDoesNotExist", "There is no such record here.")
