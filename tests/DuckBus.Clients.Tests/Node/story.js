// What the JavaScript client does with a cluster: story.js STORY [ARGUMENT...]. Prints what it sees, one thing a line.
import net from 'node:net';
import { PassThrough } from 'node:stream';
import * as k8s from '@kubernetes/client-node';

const config = new k8s.KubeConfig();
config.loadFromDefault();
const api = config.makeApiClient(k8s.CoreV1Api);
const say = (...words) => console.log(words.join(' '));

const stories = {
  async createAndPatch(namespace) {
    const made = await api.createNamespacedConfigMap({ namespace, body: { metadata: { name: 'conf', labels: { a: '1' } }, data: { x: '1' } } });
    say('created', made.metadata.name);
    const change = (type, body) => api.patchNamespacedConfigMap({ name: 'conf', namespace, body }, k8s.setHeaderOptions('Content-Type', type));
    say('strategic', JSON.stringify((await change(k8s.PatchStrategy.StrategicMergePatch, { data: { y: '2' } })).data));
    say('merged', JSON.stringify((await change(k8s.PatchStrategy.MergePatch, { data: { y: null } })).data));
    say('patched', JSON.stringify((await change(k8s.PatchStrategy.JsonPatch, [{ op: 'replace', path: '/data/x', value: '3' }])).data));
    await api.createNamespacedConfigMap({ namespace, body: { metadata: { name: 'conf' } } }).catch(error => say('refused', error.code));
    await api.deleteNamespacedConfigMap({ name: 'conf', namespace });
    say('left', (await api.listNamespacedConfigMap({ namespace, labelSelector: 'a=1' })).items.length);
  },

  async talk(namespace, pod) {
    say('log', (await api.readNamespacedPodLog({ name: pod, namespace, tailLines: 1 })).trim());
    const output = new PassThrough();
    let said = '';
    output.on('data', chunk => { said += chunk; });
    const code = await new Promise((resolve, reject) => {
      new k8s.Exec(config).exec(namespace, pod, 'duck', ['sh', '-c', 'echo hello; exit 3'], output, null, null, false, resolve).catch(reject);
    });
    say('exec', said.trim(), code.details.causes[0].message);
    const server = net.createServer(socket => new k8s.PortForward(config).portForward(namespace, pod, [8080], socket, null, socket));
    await new Promise(resolve => server.listen(0, '127.0.0.1', resolve));
    const socket = net.connect(server.address().port, '127.0.0.1');
    socket.write('GET / HTTP/1.0\r\nHost: duck\r\n\r\n');
    let answer = '';
    for await (const chunk of socket) {
      answer += chunk;
      if (answer.includes(pod)) break;
    }
    say('forwarded', answer.split('\r\n')[0]);
    process.exit(0);
  },

  async follow(namespace) {
    const informer = k8s.makeInformer(config, `/api/v1/namespaces/${namespace}/configmaps`, () => api.listNamespacedConfigMap({ namespace }));
    const tell = what => object => say(what, object.metadata.name);
    informer.on('add', tell('ADDED'));
    informer.on('update', tell('MODIFIED'));
    informer.on('delete', tell('DELETED'));
    const start = () => informer.start().catch(again);
    const again = error => {
      say('again', error.code ?? error.message);
      setTimeout(start, 100);
    };
    informer.on('error', again);
    await start();
  },
};

await stories[process.argv[2]](...process.argv.slice(3));
