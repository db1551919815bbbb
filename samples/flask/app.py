"""The application of scene 11: says who answers, with which version and which settings."""
import os
import time
from pathlib import Path

from flask import Flask, render_template, request

VERSION = os.environ.get("APP_VERSION", "1")
BANNER = Path(os.environ.get("BANNER_FILE", "/etc/flask/banner.txt"))
COLOURS = {"1": "#1f6feb", "2": "#2da44e"}

if VERSION == "broken":
    raise RuntimeError("version broken: this build cannot start, on purpose")

app = Flask(__name__)


def read_banner():
    """The file of the ConfigMap, read anew each time: a change shows without a restart."""
    return BANNER.read_text(encoding="utf-8").strip() if BANNER.exists() else "no banner"


def facts():
    """All that the page shows."""
    secret = os.environ.get("API_TOKEN", "")
    return {
        "version": VERSION,
        "environment": os.environ.get("ENVIRONMENT", "nowhere"),
        "greeting": os.environ.get("GREETING", "Hello"),
        "banner": read_banner(),
        "secret": f"known, {len(secret)} characters" if secret else "missing",
        "pod": os.environ.get("POD_NAME", os.uname().nodename),
        "node": os.environ.get("NODE_NAME", "no node"),
    }


@app.get("/")
def index():
    """A page for a browser, a line for curl."""
    known = facts()
    if "text/html" in request.headers.get("Accept", ""):
        return render_template("index.html", colour=COLOURS.get(VERSION, "#8250df"), **known)
    line = "{greeting} from {pod} on {node}, version {version} ({environment}): {banner}\n".format(**known)
    return line, {"Content-Type": "text/plain; charset=utf-8"}


@app.get("/facts")
def as_json():
    """The same for programs."""
    return facts()


@app.get("/healthz")
def healthz():
    """Liveness. `kubectl exec POD -- touch /tmp/sick` makes it fail, and the container is restarted."""
    return ("sick\n", 500) if Path("/tmp/sick").exists() else ("ok\n", 200)


@app.get("/ready")
def ready():
    """Readiness. `kubectl exec POD -- touch /tmp/busy` takes the pod out of the Service, `rm` puts it back."""
    return ("busy\n", 503) if Path("/tmp/busy").exists() else ("ok\n", 200)


@app.get("/slow")
def slow():
    """An answer that takes its time: it arrives also when the pod is asked to stop meanwhile."""
    time.sleep(min(float(request.args.get("seconds", "2")), 10))
    return f"done, by {facts()['pod']}\n"


@app.get("/work")
def work():
    """Load for the processor, for the autoscaler to see."""
    end = time.process_time() + min(float(request.args.get("milliseconds", "100")), 5000) / 1000
    rounds = 0
    while time.process_time() < end:
        rounds += sum(range(1000)) > 0
    return f"{rounds} rounds, by {facts()['pod']}\n"
