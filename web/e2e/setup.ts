import { existsSync } from "node:fs";
import { join } from "node:path";

import { serve } from "./fovea";
import { upstream } from "./upstream";

/**
 * Models of the e2e server: the real reader and echo, and some that lead to the scripted upstream. Those whose
 * upstream fails are of their own, since a server that has failed is left alone for a moment.
 */
export const config = (url: string): string => `
[models.reader]
engine = "reader"
[models.echo]
engine = "echo"
[models.scripted]
engine = "anthropic"
url = "${url}/v1"
model = "scripted"
price = [3.0, 15.0]
[models.busy]
engine = "anthropic"
url = "${url}/v1"
model = "overloaded"
[models.breaking]
engine = "anthropic"
url = "${url}/v1"
model = "scripted"
[models.blind]
engine = "anthropic"
url = "${url}/v1"
model = "blind"
images = false
[aliases]
"claude-*" = "reader"
`;

export default async function setup(): Promise<() => Promise<void>> {
  if (!existsSync(join(import.meta.dirname, "../../src/fovea/_ui/index.html"))) throw new Error("Build the app first: npm --prefix web run build");
  const scripted = await upstream();
  const server = await serve(config(scripted.url));
  process.env.E2E_URL = server.url;
  process.env.E2E_HOME = server.home;
  process.env.E2E_UPSTREAM = scripted.url;
  return async () => {
    await server.stop();
    scripted.close();
  };
}
