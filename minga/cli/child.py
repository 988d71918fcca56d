"""A process of `minga serve`: the web server or the worker. It ends when its parent is gone."""

import os
import signal
import sys
import threading
import time

from minga.cli.serve import GRACE


def main(name: str, watched: str, *arguments: str) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    threading.Thread(target=_watch, args=(int(watched),), daemon=True).start()
    if name == "web":
        web(*arguments)
    else:
        worker()


def _watch(pipe: int) -> None:
    """The other end is open only in the parent: reading ends when it does, even by kill -9.

    Nobody is left to force what does not end when it is asked to: a job is safe to kill.
    """
    os.read(pipe, 1)
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(GRACE)
    os.kill(os.getpid(), signal.SIGKILL)


def web(address: str, workers: str) -> None:
    from gunicorn.app.wsgiapp import WSGIApplication

    options = f"--bind {address} --workers {workers} --threads 4 --worker-class gthread"
    calm = "--graceful-timeout 8 --log-level warning"
    sys.argv = ["minga", *options.split(), *calm.split(), "config.wsgi:application"]
    WSGIApplication("%(prog)s").run()


def worker() -> None:
    import django

    django.setup()
    from minga.core.jobs.worker import serve

    serve()


if __name__ == "__main__":
    main(*sys.argv[1:])
