"""What the library takes."""

from foundation.filetypes import ALL, BY_MIME, JPEG, PDF, PNG, TEXT, FileType, type_of

LARGEST = 250 * 1024 * 1024  # bytes

__all__ = ["ALL", "BY_MIME", "JPEG", "LARGEST", "PDF", "PNG", "TEXT", "FileType", "type_of"]
