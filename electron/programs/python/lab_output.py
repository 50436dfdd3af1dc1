"""What a program prints: each whole line is an event, and what has no end yet is shown as it comes."""

import io

import lab_record as record

SECONDS_BETWEEN = 0.02
"""While others run, the lab is told of open lines no more often."""


class Output(io.TextIOBase):
    """Standard output or error."""

    def __init__(self, lab, channel):
        self._lab = lab
        self._channel = channel
        self._open = ""
        """Of the line that has no end yet."""

    def writable(self):
        return True

    def write(self, text):
        *lines, rest = text.split("\n")
        for line in lines:
            self._print(self._open + line)
        # Once more than a line may have, none of it would be seen.
        if rest and len(self._open) <= record.MAX_TEXT:
            self._open = _overwritten(self._open + rest)
        if lines:
            self._lab.open_lines.ended()
        return len(text)

    def flush(self):
        self._lab.open_lines.show()

    def finish(self):
        """What stands on a line that was never ended."""
        if self._open:
            self._print(self._open)
        self._lab.open_lines.ended()

    def open_line(self):
        """The line that has no end yet, None if there is none."""
        text = self._open.rstrip("\r")[: record.MAX_TEXT]
        return {"channel": self._channel, "text": text} if text else None

    def _print(self, line):
        self._open = ""
        self._lab.recorder.print(self._channel, _overwritten(line).rstrip("\r"))


def _overwritten(line):
    """What is seen of a line in which the cursor went back to its beginning. It may be there at the end."""
    if "\r" not in line:
        return line
    text = line.rstrip("\r")
    return text.rpartition("\r")[2] + line[len(text) :][:1]


class OpenLines:
    """The lines that have no end yet, of which the lab is told when the program waits or asks for it."""

    def __init__(self, lab):
        self._lab = lab
        self.outputs = ()
        self._told = []
        self._told_at = 0.0

    def show(self, is_waiting=True):
        lines = [line for output in self.outputs if (line := output.open_line()) is not None]
        if lines == self._told:
            return
        now = self._lab.clock.real()
        if is_waiting or now - self._told_at >= SECONDS_BETWEEN:
            self._told, self._told_at = lines, now
            self._lab.post({"type": "open-lines", "lines": lines})

    def ended(self):
        """One of them has its end: what was told of it stands in its line."""
        if self._told:
            self.show()
