"""What the Python client does with a cluster: story.py STORY [ARGUMENT...]. Prints what it sees, one thing a line."""
import sys
import time

import urllib3
from kubernetes import client, config, watch
from kubernetes.stream import portforward, stream

config.load_kube_config()
api = client.CoreV1Api()
apps = client.AppsV1Api()


def say(*words):
    print(*words, flush=True)


def create_and_patch(namespace):
    """Creates, reads, patches in each way that the client knows, and deletes."""
    made = api.create_namespaced_config_map(namespace, client.V1ConfigMap(
        metadata=client.V1ObjectMeta(name="conf", labels={"a": "1"}), data={"x": "1"}))
    say("created", made.metadata.name)
    merged = api.patch_namespaced_config_map("conf", namespace, {"data": {"y": "2"}})
    say("merged", sorted(merged.data.items()))
    patched = api.patch_namespaced_config_map("conf", namespace, [{"op": "remove", "path": "/data/x"}])
    say("patched", sorted(patched.data.items()))
    say("listed", [item.metadata.name for item in api.list_namespaced_config_map(namespace, label_selector="a=1").items])
    try:
        api.create_namespaced_config_map(namespace, client.V1ConfigMap(metadata=client.V1ObjectMeta(name="conf")))
    except client.ApiException as error:
        say("refused", error.status, error.reason)
    api.delete_namespaced_config_map("conf", namespace)
    say("left", len(api.list_namespaced_config_map(namespace, label_selector="a=1").items))


def talk(namespace, pod):
    """Reads logs, runs commands and forwards a port."""
    say("log", api.read_namespaced_pod_log(pod, namespace, tail_lines=1).strip())
    output = stream(api.connect_get_namespaced_pod_exec, pod, namespace, command=["sh", "-c", "echo hello; echo oops >&2"],
                    stderr=True, stdin=False, stdout=True, tty=False)
    say("exec", sorted(output.split()))  # Two pipes: either may come first.
    shell = stream(api.connect_get_namespaced_pod_exec, pod, namespace, command=["sh"],
                   stderr=True, stdin=True, stdout=True, tty=False, _preload_content=False)
    shell.write_stdin("echo typed; exit 3\n")
    shell.run_forever(timeout=20)
    say("shell", shell.read_stdout().strip(), shell.returncode)
    forward = portforward(api.connect_get_namespaced_pod_portforward, pod, namespace, ports="8080")
    socket = forward.socket(8080)
    socket.setblocking(True)
    socket.settimeout(20)
    socket.sendall(b"GET / HTTP/1.0\r\nHost: duck\r\n\r\n")
    answer = b""
    while chunk := socket.recv(4096):
        answer += chunk
    say("forwarded", answer.split(b"\r\n")[0].decode())


def follow(namespace):
    """Lists and watches; when the connection breaks it goes on from where it was."""
    listed = api.list_namespaced_config_map(namespace)
    version = listed.metadata.resource_version
    for item in listed.items:
        say("ADDED", item.metadata.name)
    while True:
        try:
            for event in watch.Watch().stream(api.list_namespaced_config_map, namespace, resource_version=version):
                version = event["object"].metadata.resource_version
                say(event["type"], event["object"].metadata.name)
        except (urllib3.exceptions.HTTPError, client.ApiException) as error:
            say("again", type(error).__name__)
            time.sleep(0.1)


globals()[sys.argv[1]](*sys.argv[2:])
