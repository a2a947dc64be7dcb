"""Which part of the chains a call asks for."""

from collections.abc import Mapping, Sequence
from difflib import get_close_matches

from effektkedja.chain.build import Chain, Thing
from effektkedja.chain.part import WORK, Wanted, owner_of, same_owner
from effektkedja.chain.stages import NODE_STAGES, Stage
from effektkedja.cli.session import WrongUse
from effektkedja.cli.unknown import unknown_id
from effektkedja.plan.values import parse_reference

_STAGES = {"--from": NODE_STAGES, "--to": NODE_STAGES, "--goal": (Stage.GOAL,), "--focus-area": (Stage.FOCUS_AREA,)}
_WRONG_STAGE = {
    "--from": "usage.no-node",
    "--to": "usage.no-node",
    "--goal": "usage.no-goal",
    "--focus-area": "usage.no-focus-area",
}


def wanted_part(chains: Sequence[Chain], ids: Mapping[str, Sequence[str]], owners: Sequence[str]) -> Wanted:
    """Give the part that the call asks for: `ids` by the option that names them, and the names of owners.

    Raises WrongUse for an id or an owner that the plans do not know, and for an id that its option does not take.
    """
    found = {
        option: tuple(one for id_ in given for one in _things(chains, option, id_)) for option, given in ids.items()
    }
    return Wanted(
        found["--from"],
        found["--to"],
        found["--goal"],
        found["--focus-area"],
        tuple(_owner(chains, name) for name in owners),
    )


def find_things(chains: Sequence[Chain], id_: str) -> list[tuple[Chain, Thing]]:
    """Give what an id of the call means, in each chain. Raises WrongUse where no plan knows it."""
    wanted = parse_reference(id_.strip())
    found = [(chain, chain.by_id[wanted]) for chain in chains if wanted in chain.by_id]
    if not found:
        raise unknown_id(id_, (known for chain in chains for known in chain.by_id))
    return found


def _things(chains: Sequence[Chain], option: str, id_: str) -> list[Thing]:
    things = [thing for _, thing in find_things(chains, id_)]
    fitting = [thing for thing in things if thing.stage in _STAGES[option]]
    if not fitting:
        raise WrongUse(_WRONG_STAGE[option], found=id_, option=option)
    return fitting


def _owner(chains: Sequence[Chain], name: str) -> str:
    """Give the owner of that name, as a plan writes it."""
    owners = dict.fromkeys(owner for chain in chains for thing in chain.of(*WORK) if (owner := owner_of(thing)))
    if found := next((owner for owner in owners if same_owner(owner, name)), None):
        return found
    near = get_close_matches(name, owners, n=1)
    raise WrongUse("usage.owner-near" if near else "usage.owner", found=name, near="".join(near))
