"""The scenes of the demonstration: which poll files there are, and where their papers go."""

from collections.abc import Iterator
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

from tinnhiem.exchange.poll_file import read_poll
from tinnhiem.law.chain import Chain, chain_of
from tinnhiem.law.eligibility import Eligibility, eligibility
from tinnhiem.law.evaluation import Evaluation, evaluate
from tinnhiem.law.poll import Poll

#: Poll files in the order of the play, and the folder that each gets.
FOLDERS = {
    "council": "1-hoi-dong-nhan-dan",
    "confidence-vote": "2-bo-phieu-tin-nhiem",
    "party-1": "3-hoi-nghi-dang-1",
    "party-2": "4-hoi-nghi-dang-2",
    "party-3": "5-hoi-nghi-dang-3",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """One poll of the play, with every legal answer about it."""

    name: str
    poll: Poll
    chain: Chain
    eligibility: tuple[Eligibility, ...]
    evaluation: Evaluation

    @property
    def folder(self) -> str:
        """The folder of this poll's papers."""
        return FOLDERS[self.name]


def poll_file(name: str) -> bytes:
    """The poll file of a scene, as JSON."""
    return (resources.files("tinnhiem.demonstration") / "polls" / f"{name}.json").read_bytes()


def set_up(out: Path) -> Iterator[Scene]:
    """Write each scene's poll file into its folder, as a clerk would have it, and read it back."""
    for name, folder in FOLDERS.items():
        place = out / folder
        place.mkdir(parents=True, exist_ok=True)
        path = place / "poll.json"
        path.write_bytes(poll_file(name))
        poll = read_poll(path)
        chain = chain_of(poll)
        yield Scene(
            name=name,
            poll=poll,
            chain=chain,
            eligibility=eligibility(poll, chain),
            evaluation=evaluate(poll, chain),
        )
