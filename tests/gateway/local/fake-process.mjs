// Stands in for an agency or the gateway in tests of the runner: the same tasks, in no time.
import { createServer } from 'node:http';

const [task, behaviour] = process.argv.slice(2);

process.on('disconnect', () => process.exit(0));
process.on('SIGTERM', () => process.exit(0));

if (behaviour === `fails-to-${task}`) {
  console.error('Error: it was told to fail');
  process.exit(3);
}
if (task === 'fill') {
  console.log('{"filled":5,"of":10}');
  console.log('{"example":"YYYYMMDDNNNN"}');
}
if (task === 'serve') {
  const names = Object.keys(process.env).sort();
  createServer((_, response) => response.end(JSON.stringify(names))).listen(Number(process.env.PORT), '127.0.0.1');
} else {
  process.disconnect();
}
