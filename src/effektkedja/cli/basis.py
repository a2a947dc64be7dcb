"""What the answer to a whole call rests on: the plans, what else lies beside them, and the configuration."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from effektkedja.basics.fingerprint import fingerprint_of
from effektkedja.reading.faults import Fault
from effektkedja.running.evidence import Evidence
from effektkedja.running.group import GroupResult
from effektkedja.workspace.config import Configuration
from effektkedja.workspace.discover import STANDARD_INPUT, names_version
from effektkedja.workspace.files import read_bytes

_OPTIONS = frozenset({
    "baseline", "no_baseline",
    "paths", "format_", "select", "ignore", "fail_on", "statistics", "jobs", "no_cache", "as_of", "review", "config",
    "isolated", "lang", "color", "quiet", "verbose",
})  # fmt: skip


def rests_on_plans_alone(options: Mapping[str, object]) -> bool:
    """Tell whether a call with these options only reads, and nothing but plans and their configuration.

    An option that is not known here, such as one that writes a file, has everything done every time.
    """
    return not any(value for name, value in options.items() if name not in _OPTIONS)


@dataclass(frozen=True, slots=True)
class Basis:
    """What a call has looked at."""

    paths: Sequence[str]
    results: Sequence[GroupResult]
    configuration: Configuration
    is_found: bool
    """Whether the configuration was looked for, so that another one may be found another time."""
    beside: Mapping[Path, bytes]
    """What else was read, such as a baseline."""

    def evidence(self) -> Evidence | None:
        """Give all of it as evidence; None where that would not be whole, so that one could not look again."""
        evidence = Evidence()
        for path, data in self.beside.items():
            evidence.add_file(path, data)
        for result in self.results:
            if result.evidence is None or any(chain.crashes for chain in result.chains):
                return None
            evidence.add_all(result.evidence)
        try:
            is_whole = self._add_configuration(evidence) and all(self._add(path, evidence) for path in self.paths)
        except OSError:
            return None
        return evidence if is_whole else None

    def _add_configuration(self, evidence: Evidence) -> bool:
        """Add the file of the configuration; False where it is no longer what was used."""
        file = self.configuration.path
        if file is None:
            return True
        data = file.read_bytes()
        evidence.add_file(file, data)
        return fingerprint_of(data) == self.configuration.fingerprint

    def _add(self, path: str, evidence: Evidence) -> bool:
        """Add what lies in a folder that was named; False where a plan lies there that was not checked."""
        if path == STANDARD_INPUT:
            return False
        if not Path(path).is_dir():
            return True
        for candidate in evidence.add_folder(Path(path)):
            if str(candidate) in evidence.files or self.configuration.leaves_out(candidate):
                continue
            data = read_bytes(candidate, self.configuration.limits.file_size)
            if isinstance(data, Fault) or names_version(data):
                return False
            evidence.add_file(candidate, data)
        return True
