"""The configured language, for the commands that look at no plans.

Next to nothing is loaded here, since these commands are answered in a moment.
"""

from effektkedja.cli.session import Session
from effektkedja.workspace.roots import find_configuration


def speak_as_configured(session: Session, path: str = ".") -> None:
    """Take over the language that is configured above a path, and nothing else.

    Where something is wrong with the file the command is carried out all the same: it needs nothing of it.
    """
    if session.language_is_chosen or find_configuration([path]) is None:
        return
    from effektkedja.cli.configured import configuration_as_found

    session.speak(configuration_as_found([path]).language)
