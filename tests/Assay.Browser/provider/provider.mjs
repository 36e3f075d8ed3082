// A provider for the browser tests: two people, one client, the real protocol. Arguments: port, redirect address.
import Provider from 'oidc-provider';

const [port, redirect] = process.argv.slice(2);
const people = {
  grace: { email: 'grace@lumen.example', email_verified: true, name: 'Grace Hopper' },
  mallory: { email: 'mallory@elsewhere.example', email_verified: true, name: 'Mallory' },
};

const provider = new Provider(`http://localhost:${port}`, {
  clients: [{ client_id: 'assay', client_secret: 'a secret between two that is long enough', redirect_uris: [redirect], response_types: ['code'], grant_types: ['authorization_code'] }],
  claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
  pkce: { required: () => true },
  findAccount: (_, id) => people[id] && { accountId: id, claims: () => ({ sub: id, ...people[id] }) },
});

provider.listen(Number(port), 'localhost', () => console.log('ready'));
