import { BaseAnthropic } from "@anthropic-ai/sdk/client";
import { Files } from "@anthropic-ai/sdk/resources/files";
import { Messages } from "@anthropic-ai/sdk/resources/messages/messages";
import { Models } from "@anthropic-ai/sdk/resources/models";

import { base } from "./base";
import { type OnProgress, xhrFetch } from "./xhr";

/**
 * The official client with the three resources that the app uses; importing the whole of it would double
 * the first load. Who may call is settled by the session cookie, so no key ever reaches this code.
 */
class Client extends BaseAnthropic {
  readonly messages = new Messages(this);
  readonly models = new Models(this);
  readonly files = new Files(this);
}

const options = {
  baseURL: base.href.replace(/\/$/, ""),
  apiKey: null,
  authToken: null,
  defaultHeaders: { authorization: null, "x-api-key": null },
  dangerouslyAllowBrowser: true,
  // The reader of the page decides when to try again, and is told what happened.
  maxRetries: 0,
  logLevel: "off",
} as const;

export const client = new Client(options);

/** A client whose uploads tell how far they are. */
export const uploader = (onProgress: OnProgress): Client => new Client({ ...options, fetch: xhrFetch(onProgress) });
