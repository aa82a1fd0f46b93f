"""From the parts of the earlier rooms to the coding of an article."""

from whowhom.coding.assemble import assemble
from whowhom.coding.attributions import complete
from whowhom.coding.record import record

__all__ = ["assemble", "complete", "record"]
