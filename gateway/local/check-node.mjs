// Plain JavaScript in old syntax: it must be readable to the Node.js that it turns away.
const LOWEST = [20, 19];
const [major, minor] = process.versions.node.split('.').map(Number);

if (major < LOWEST[0] || (major === LOWEST[0] && minor < LOWEST[1])) {
  console.error(
    'samsyn needs Node.js 20.19 or newer, and this is ' +
      process.versions.node +
      ': install a newer one from nodejs.org.',
  );
  process.exit(1);
}
