"""Files that are no text tell what they are by how they begin."""

from __future__ import annotations

MAGIC = {
    b"\x89PNG\r\n\x1a\n": "a PNG image",
    b"\xff\xd8\xff": "a JPEG image",
    b"II*\x00": "a TIFF image",
    b"MM\x00*": "a TIFF image",
    b"wOFF\x00\x01": "a font",
    b"wOF2\x00\x01": "a font",
    b"ID3\x02": "an MP3 recording",
    b"ID3\x03": "an MP3 recording",
    b"ID3\x04": "an MP3 recording",
    b"OggS\x00": "an Ogg recording",
    b"fLaC\x00": "a FLAC recording",
    b"\x1aE\xdf\xa3": "a Matroska or WebM film",
    b"FLV\x01": "a Flash film",
    b"%PDF-": "a PDF document",
    b"{\\rtf": "an RTF document",
    b"%!PS-Adobe-": "a PostScript document",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1": "an old office document",
    b"PK\x03\x04": "a ZIP archive or office document",
    b"PK\x05\x06": "an empty ZIP archive",
    b"\x1f\x8b": "gzip data",
    b"BZh": "bzip2 data",
    b"\xfd7zXZ\x00": "xz data",
    b"\x28\xb5\x2f\xfd": "zstd data",
    b"\x04\x22\x4d\x18": "lz4 data",
    b"\x1f\x9d": "compress (.Z) data",
    b"7z\xbc\xaf\x27\x1c": "a 7z archive",
    b"Rar!\x1a\x07": "a RAR archive",
    b"MSCF\x00\x00\x00\x00": "a cabinet archive",
    b"!<arch>\n": "an ar archive or Debian package",
    b"\x7fELF": "an ELF program",
    b"\x00asm\x01": "a WebAssembly program",
    b"PAR1\x15": "a Parquet file",
    b"ARROW1\x00\x00": "an Arrow file",
    b"Obj\x01": "an Avro file",
    b"\x89HDF\r\n\x1a\n": "an HDF5 file",
    b"\x93NUMPY": "a NumPy array",
    b"\x80\x04\x95": "a Python pickle",
    b"\x80\x05\x95": "a Python pickle",
    b"SQLite format 3\x00": "an SQLite database",
}
"""What a file is that begins so. Each beginning is one that no text has."""
_BZIP = b"BZh"
_BLOCKS = (b"1AY&SY", b"\x17rE8P\x90")
_RIFF = {b"WEBP": "a WebP image", b"WAVE": "a WAV recording", b"AVI ": "an AVI film"}


def is_bzip2(head: bytes) -> bool:
    """Whether bytes begin as bzip2 data: `BZh` alone may begin a word."""
    return head[:3] == _BZIP and head[3:4] in b"123456789" and head[4:10] in _BLOCKS


def binary_kind(head: bytes) -> str:
    """What a file is that begins so, as `a PNG image`, "" for what may be a text."""
    for magic, name in MAGIC.items():
        if head.startswith(magic) and (magic != _BZIP or is_bzip2(head)):
            return name
    if head[:3] == b"\0\0\0" and head[4:8] == b"ftyp":
        return "an MP4 film or HEIC image"
    if head[:6] in (b"GIF87a", b"GIF89a") and b"\0" in head[6:13]:
        return "a GIF image"
    return _RIFF.get(head[8:12], "") if head[:4] == b"RIFF" else ""
