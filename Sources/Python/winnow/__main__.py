"""``python -m winnow`` is the program."""

from ._program import main

main()
