// A certified OpenID provider for tests. `node provider.mjs [options as JSON]`
//
// Options: port (0), key and certificate (PEM files, makes it HTTPS).
// Prints one line of JSON with `issuer` when it serves, and with `clear`, where the same is served
// without TLS to whoever wants a token; ends when its standard input does.
// Each line "rotate" on standard input replaces all keys, after which it prints another line.
//
// POST /token with grant_type=client_credentials, client `test`, secret `test-secret`:
//   resource  urn:test:jwt:RS256 (or PS256, ES256, EdDSA) for a JWT, urn:test:opaque for another token
//   scope     mail, if wanted; lifetime of the token in seconds with `ttl`
//   claims    JSON object; its members go into the token
// The audience of every token is `mail`, unless `audience` says otherwise.
import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import http from 'node:http';
import https from 'node:https';
import { createInterface } from 'node:readline';
import Provider from 'oidc-provider';

const options = JSON.parse(process.argv[2] ?? '{}');
const ALGORITHMS = ['RS256', 'PS256', 'ES256', 'EdDSA'];

function key(alg, type, parameters) {
  const { privateKey } = generateKeyPairSync(type, parameters);
  return { ...privateKey.export({ format: 'jwk' }), alg, use: 'sig', kid: `${alg}-${randomUUID()}` };
}

const keys = () => ({
  keys: [
    key('RS256', 'rsa', { modulusLength: 2048 }),
    key('PS256', 'rsa', { modulusLength: 2048 }),
    key('ES256', 'ec', { namedCurve: 'P-256' }),
    key('EdDSA', 'ed25519', {}),
  ],
});

const body = (ctx, name, otherwise) => ctx?.oidc?.body?.[name] ?? otherwise;

function provider(issuer) {
  return new Provider(issuer, {
    jwks: keys(),
    scopes: ['openid', 'mail', 'other'],
    enabledJWA: {
      idTokenSigningAlgValues: ALGORITHMS,
    },
    clients: [{
      client_id: 'test',
      client_secret: 'test-secret',
      grant_types: ['client_credentials'],
      response_types: [],
      redirect_uris: [],
      scope: 'openid mail other',
    }],
    features: {
      devInteractions: { enabled: false },
      clientCredentials: { enabled: true },
      introspection: { enabled: true, allowedPolicy: () => true },
      revocation: { enabled: true, allowedPolicy: () => true },
      resourceIndicators: {
        enabled: true,
        defaultResource: () => 'urn:test:jwt:RS256',
        getResourceServerInfo: (ctx, resource) => {
          const [, , format, alg] = resource.split(':');
          return {
            scope: 'mail other',
            audience: body(ctx, 'audience', 'mail'),
            accessTokenTTL: Number(body(ctx, 'ttl', 600)),
            accessTokenFormat: format,
            ...(format === 'jwt' ? { jwt: { sign: { alg: alg ?? 'RS256' } } } : {}),
          };
        },
      },
    },
    extraTokenClaims: (ctx) => JSON.parse(body(ctx, 'claims', '{}')),
  });
}

let handler = (_, response) => response.writeHead(503).end();
const listener = (request, response) => handler(request, response);
const server = options.key
  ? https.createServer({ key: readFileSync(options.key), cert: readFileSync(options.certificate) }, listener)
  : http.createServer(listener);

const clear = http.createServer(listener);

server.listen(options.port ?? 0, '127.0.0.1', () => clear.listen(0, '127.0.0.1', () => {
  const issuer = `${options.key ? 'https' : 'http'}://localhost:${server.address().port}`;
  const serve = () => {
    handler = provider(issuer).callback();
    console.log(JSON.stringify({ issuer, clear: `http://localhost:${clear.address().port}` }));
  };
  serve();
  createInterface({ input: process.stdin })
    .on('line', (line) => line === 'rotate' && serve())
    .on('close', () => process.exit(0));
}));
