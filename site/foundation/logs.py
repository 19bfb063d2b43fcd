"""Structured log lines without personal data: JSON, one event a line."""

import json
import logging
import traceback


class LineFormatter(logging.Formatter):
    """`{"at", "level", "logger", "event", …}`; a traceback keeps its places and the error's type, never its words."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, object] = {
            "at": self.formatTime(record, "%Y-%m-%dT%H:%M:%S%z"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "event": str(record.msg) if record.name.startswith("commons") else str(record.msg).split("%")[0].strip(),
        }
        facts = getattr(record, "facts", None)
        if isinstance(facts, dict):
            line.update(facts)
        if record.exc_info and record.exc_info[0]:
            line["error"] = record.exc_info[0].__name__
            line["at_lines"] = [
                f"{frame.filename.rsplit('/', 3)[-1]}:{frame.lineno}"
                for frame in traceback.extract_tb(record.exc_info[2])[-6:]
            ]
        status = getattr(record, "status_code", None)
        if status:
            line["status"] = status
        return json.dumps(line, default=str)
