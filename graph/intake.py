"""Taking readings into a graph's folder: what is new is stored, what cannot be used is reported."""

from __future__ import annotations

from ..errors import BadGraph, BadSource
from ..ontology.dossier import Dossier, Reading
from .evidence import Rejection, admit
from .reports import Taken
from .snapshots import Admitted, Snapshots, notes_on, source_key

_EMPTY = "its text bears nothing out, so what was loaded before stays; retract or forget the source if that is right"


def take(reading: Reading | BadSource, snapshots: Snapshots, taken: Taken) -> None:
    """Store a reading if it is new, and note what became of it."""
    taken.read += 1
    if isinstance(reading, BadSource):
        taken.rejected.append(_refused(reading))
        return
    taken.kinds[(reading.dossier.extractor or "").partition("/")[0]] += 1
    try:
        _store(reading, snapshots, taken)
    except UnicodeEncodeError as error:
        value = ascii(error.object[error.start : error.end])[:200]
        taken.rejected.append(Rejection(_path(reading), "source", "text", value, "is no Unicode text"))
    except BadGraph as error:
        taken.rejected.append(Rejection(_path(reading), "source", "", "", str(error)))


def _store(reading: Reading, snapshots: Snapshots, taken: Taken) -> None:
    key = source_key(reading)
    if snapshots.leaving(key):
        snapshots.remove(key)
    notes = snapshots.notes(key)
    retraction = snapshots.retraction(key) if notes else None
    if retraction is not None:
        taken.retracted.append(f"{_label(reading)}: {retraction.reason}")
    older = snapshots.read(key) if notes and snapshots.whole(key) else None
    if older is not None and notes is not None and notes.outlasts(reading):
        taken.unchanged += 1
        taken.known.extend(notes.rejected)
        return
    dossier, rejected = admit(reading)
    if older is not None and _says_less(dossier, older.dossier) and (reading.file is None or rejected):
        taken.rejected.append(Rejection(_path(reading), "source", "", "", _EMPTY))
        return
    snapshots.write(Admitted(key, reading.text, dossier), notes_on(reading, rejected))
    taken.loaded += 1
    if older is not None and older.text != reading.text:
        taken.replaced.append(_label(reading))
    (taken.unsupported if reading.file is None else taken.rejected).extend(rejected)


def _says_less(new: Dossier, old: Dossier) -> bool:
    """Whether a version states nothing where the older one did."""
    return not _records(new) and _records(old) > 0


def _records(dossier: Dossier) -> int:
    buckets = (dossier.actors, dossier.instruments, dossier.lawsuits, dossier.events, dossier.statements)
    return sum(map(len, buckets)) + len(dossier.relations)


def _label(reading: Reading) -> str:
    info = reading.dossier.source
    return info.title or _path(reading)


def _path(reading: Reading) -> str:
    info = reading.dossier.source
    return reading.file or info.file or info.uri or info.title or ""


def _refused(error: BadSource) -> Rejection:
    shown = "" if error.value is None else str(error.value)[:200]
    return Rejection(error.path or "", error.record or "", error.field or "", shown, error.reason)
