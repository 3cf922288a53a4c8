"""Keep on disk what takes long to make, and believe it only where it is whole and our own."""

from contextlib import suppress
from hashlib import sha256
from pathlib import Path

from comparison.history.cache import FOLDER, is_ours

DIGEST = sha256().digest_size


class Kept:
    """Files of one kind, by names; each begins with a digest of what it was made from and holds."""

    def __init__(self, root: Path, kind: str) -> None:
        """Take the folder of the project; what git tracks in the cache is never read."""
        self.folder = root / FOLDER / kind
        self.trusted = is_ours(root)

    def get(self, name: str, source: bytes) -> bytes | None:
        """Return what is kept by a name; None where it is broken or made from another source."""
        with suppress(OSError):
            kept = (self.folder / name).read_bytes() if self.trusted else b""
            if kept[:DIGEST] == sha256(source + kept[DIGEST:]).digest():
                return kept[DIGEST:]
        return None

    def put(self, name: str, source: bytes, content: bytes) -> bytes:
        """Keep content by a name if the disk lets it; return the content."""
        with suppress(OSError):
            self.folder.mkdir(parents=True, exist_ok=True)
            (self.folder / name).write_bytes(sha256(source + content).digest() + content)
        return content
