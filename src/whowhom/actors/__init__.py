"""Who is who: role mentions linked to countries, organisations and sectors."""

from whowhom.actors.linker import Linker, load

__all__ = ["Linker", "load"]
