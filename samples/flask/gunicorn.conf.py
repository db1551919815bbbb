"""The web server. On SIGTERM it accepts no more, answers what it has begun, and ends."""
bind = "0.0.0.0:8080"
worker_class = "gthread"
workers = 1
# A version that cannot start ends the container at once, with its reason as last line.
preload_app = True
threads = 8
graceful_timeout = 20
# One request a connection: each is balanced anew, and none sits on a connection that a stopping pod is about to close.
keepalive = 0
worker_tmp_dir = "/dev/shm"
