// The certified OpenID provider oidc-provider, on this machine only: node provider.mjs PORT APP_ORIGIN
// Any name in PEOPLE logs in with any password. NOW_OFFSET shifts nothing: the tests age a login by its cookie.
import { generateKeyPairSync, randomBytes } from "node:crypto";
import Provider from "oidc-provider";

const [port, app] = [Number(process.argv[2]), process.argv[3]];
const PEOPLE = {
  "leder-egesund": { name: "Leder Egesund", roles: ["teamleder"], municipalities: ["901"] },
  "medlem-fjordbaek": { name: "Medlem Fjordbæk", roles: ["teammedlem"], municipalities: ["902"] },
  "team-egesund": { name: "Team Egesund", roles: ["teammedlem"], municipalities: ["901"], units: ["901-1"] },
  "chef-to": { name: "Chef for to", roles: ["leder"], municipalities: ["901", "902"] },
  "analytiker": { name: "Analytiker", roles: ["analytiker"], municipalities: ["901"] },
  "drift": { name: "Drift", roles: ["drift"] },
  "ingen-rolle": { name: "Ingen Rolle" },
  "forkert-type": { name: "Forkert Type", roles: "leder", municipalities: "*" },
};
const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
const key = { ...privateKey.export({ format: "jwk" }), use: "sig", alg: "RS256", kid: "tests" };

const provider = new Provider(`http://localhost:${port}`, {
  clients: [
    {
      client_id: "kvalitetstavle",
      client_secret: process.env.CLIENT_SECRET,
      redirect_uris: [`${app}/oauth2callback`],
      post_logout_redirect_uris: [`${app}/oauth2callback`],
      response_types: ["code"],
      grant_types: ["authorization_code"],
    },
  ],
  jwks: { keys: [key] },
  cookies: { keys: [randomBytes(16).toString("hex")] },
  scopes: ["openid", "profile", "tavle"],
  claims: { openid: ["sub"], profile: ["name"], tavle: ["roles", "municipalities", "units"] },
  conformIdTokenClaims: false, // Streamlit reads the ID token only, so the claims must be in it
  pkce: { required: () => true },
  features: { devInteractions: { enabled: true }, rpInitiatedLogout: { enabled: true } },
  ttl: { IdToken: 3600, AccessToken: 3600, Session: 14400, Grant: 14400, Interaction: 3600 },
  findAccount: (_, id) => PEOPLE[id] && { accountId: id, claims: () => ({ sub: id, ...PEOPLE[id] }) },
});
provider.listen(port, "127.0.0.1", () => console.log("ready"));
