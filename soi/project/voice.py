"""What gunicorn writes down, in the lines of everybody else: an address may be a secret."""

from typing import Any

from gunicorn.glogging import Logger

from soi.web import logs


class Voice(Logger):  # type: ignore[misc]
    """gunicorn's log of errors, without the requests that it quotes."""

    def setup(self, cfg: Any) -> None:
        """Give each handler our kind of line; the door's tell no moment."""
        super().setup(cfg)
        for handler in self.error_log.handlers:
            handler.setFormatter(logs.Line(moments="sealed" not in (cfg.default_proc_name or "")))
