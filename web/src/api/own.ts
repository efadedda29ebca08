import { address } from "./base";
import { failure, type Failure } from "./errors";
import type { MessagesBody } from "./messages";

/** Fovea's own endpoints, under /fovea/v1. */

export class OwnError extends Error {
  readonly failure: Failure;

  constructor(failed: Failure) {
    super(failed.said ?? failed.kind);
    this.failure = failed;
  }
}

async function ask<T>(path: string, init?: RequestInit): Promise<T> {
  const answer = await fetch(address(path), init);
  const body: unknown = answer.status === 204 ? undefined : await answer.json().catch(() => ({}));
  if (!answer.ok) throw new OwnError(failure(answer.status, (body ?? {}) as object, answer.headers.get("request-id") ?? undefined));
  return body as T;
}

const json = (method: string, body: unknown) => ({
  method,
  headers: { "content-type": "application/json" },
  body: JSON.stringify(body),
});

// --- session ---------------------------------------------------------------------------------------------

export interface Session {
  /** The server asks for keys. */
  readonly required: boolean;
  readonly signed_in: boolean;
}

export const session = (): Promise<Session> => ask("fovea/v1/session");
export const signIn = (key: string): Promise<Session> => ask("fovea/v1/session", json("POST", { key }));
export const signOut = (): Promise<Session> => ask("fovea/v1/session", { method: "DELETE" });

// --- feedback --------------------------------------------------------------------------------------------

export interface Feedback {
  readonly request_id: string;
  readonly rating: "up" | "down";
  readonly comment?: string;
}

export const sendFeedback = (feedback: Feedback): Promise<void> => ask("fovea/v1/feedback", json("POST", feedback));

// --- prompts ---------------------------------------------------------------------------------------------

export interface PromptEntry {
  readonly name: string;
  readonly version: number;
  readonly created_at: string;
}

export interface SavedPrompt<Body> {
  readonly name: string;
  /** Newest first. */
  readonly versions: readonly { readonly version: number; readonly created_at: string; readonly body: Body }[];
}

const promptPath = (name: string) => `fovea/v1/prompts/${encodeURIComponent(name)}`;

export const listPrompts = async (): Promise<readonly PromptEntry[]> => (await ask<{ data: PromptEntry[] }>("fovea/v1/prompts")).data;
export const loadPrompt = <Body>(name: string): Promise<SavedPrompt<Body>> => ask(promptPath(name));
/** Saves as the next version; earlier ones stay. */
export const savePrompt = <Body>(name: string, body: Body): Promise<PromptEntry> => ask(promptPath(name), json("PUT", { body }));
export const deletePrompt = (name: string): Promise<void> => ask(promptPath(name), { method: "DELETE" });

// --- limits, prices, inspect, repair -----------------------------------------------------------------------

export interface Profile {
  readonly name: string;
  readonly summary: string;
  readonly max_request_bytes: number;
  readonly max_images: number;
  readonly max_edge_px: number;
  readonly many_images_above: number;
  readonly many_images_max_edge_px: number;
  readonly max_image_base64_bytes: number;
  readonly max_image_file_bytes: number | null;
  readonly seen_max_edge_px: number;
}

export interface Limits {
  readonly profiles: readonly Profile[];
  /** Whether `temperature`, `top_p` and `top_k` are taken under the API's newest version. */
  readonly sampling_parameters: "refuse" | "accept";
}

export const limits = (): Promise<Limits> => ask("fovea/v1/limits");

interface Supported {
  readonly supported: boolean;
}

/** The part of the Models API's entry that the app uses. Asked for without the SDK, which is not loaded by then. */
export interface ModelEntry {
  readonly id: string;
  readonly display_name: string;
  readonly max_tokens?: number | null;
  readonly capabilities?: { readonly image_input?: Supported; readonly structured_outputs?: Supported } | null;
}

export const models = async (): Promise<readonly ModelEntry[]> =>
  (await ask<{ data: ModelEntry[] }>("v1/models?limit=1000", { headers: { "anthropic-version": API_VERSION } })).data;

/** US dollars per million tokens. */
export interface Price {
  readonly input_usd: number;
  readonly output_usd: number;
}

/** What this server's models cost; null for those that cost nothing by the token. */
export const servedPrices = async (): Promise<Readonly<Record<string, Price | null>>> =>
  (await ask<{ served: Record<string, Price | null> }>("fovea/v1/prices")).served;

export interface Size {
  readonly width: number;
  readonly height: number;
}

export interface ModelCost {
  readonly model: string;
  readonly usd_per_million_tokens: number;
  readonly priced_on: string;
  readonly seen: Size;
  readonly tokens: number;
  readonly usd: number;
  readonly usd_per_1000_images: number;
}

/** What would happen to one image: the same report as `fovea look --json`. */
export interface ImageReport {
  readonly name: string;
  readonly profile: string;
  readonly accepted: boolean;
  readonly media_type: string | null;
  readonly format: string | null;
  readonly file_bytes: number;
  readonly base64_bytes: number;
  readonly size: Size | null;
  readonly orientation: number | null;
  readonly frames: number | null;
  readonly has_alpha: boolean | null;
  readonly has_colour_profile: boolean | null;
  readonly metadata: readonly string[];
  readonly seen: Size | null;
  readonly scale: number | null;
  readonly tokens: number | null;
  readonly costs: readonly ModelCost[];
  readonly advice: readonly { readonly kind: string; readonly text: string }[];
  readonly broken: readonly { readonly profile: string; readonly images: number; readonly message: string }[];
}

/** What the model would see of one image of a request. */
export interface SeenImage {
  /** The block's place in the request: `messages.0.content.1`. */
  readonly at: string;
  readonly width: number;
  readonly height: number;
  readonly seen_width: number;
  readonly seen_height: number;
  readonly tokens: number;
}

/** What a request would cost. */
export interface RequestReport {
  readonly model: string;
  readonly profile: string;
  readonly input_tokens: number;
  /** Null where the model is the server's own and has no price. */
  readonly input_usd: number | null;
  readonly images: readonly SeenImage[];
}

export const API_VERSION = "2026-10-21";

export function inspectRequest(body: MessagesBody, signal?: AbortSignal): Promise<RequestReport> {
  const init = json("POST", body);
  return ask("fovea/v1/inspect", { ...init, headers: { ...init.headers, "anthropic-version": API_VERSION }, ...(signal ? { signal } : {}) });
}

export interface InspectOptions {
  readonly profile?: string;
  /** How many images the request would have: limits are told for that many too. */
  readonly many?: number;
  /** Send along what a model sees, as a file. */
  readonly preview?: boolean;
  /** Send along where the reader finds text. Takes as long as reading does. */
  readonly reading?: boolean;
}

type Corners = readonly (readonly [number, number])[];

/** Text that the reader found, in pixels of what a model sees. */
export interface Reading {
  readonly width: number;
  readonly height: number;
  readonly kind: string;
  readonly lines: readonly { readonly text: string; readonly confidence: number; readonly corners: Corners }[];
  readonly unreadable: readonly Corners[];
}

export interface ImageInspection extends ImageReport {
  readonly preview?: { readonly media_type: string; readonly data: string } | null;
  readonly reading?: Reading | null;
}

const queryOf = ({ profile, many, preview, reading }: InspectOptions): string =>
  new URLSearchParams({
    ...(profile ? { profile } : {}),
    ...(many ? { many: String(many) } : {}),
    ...(preview ? { preview: "true" } : {}),
    ...(reading ? { reading: "true" } : {}),
  }).toString();

export async function inspectImage(file: Blob, name: string, options: InspectOptions, signal?: AbortSignal): Promise<ImageInspection> {
  const { images } = await ask<{ images: ImageInspection[] }>(`fovea/v1/inspect?${queryOf(options)}`, { method: "POST", body: oneFile(file, name), ...(signal ? { signal } : {}) });
  return images[0]!;
}

export interface Repaired {
  readonly file: Blob;
  readonly changes: readonly { readonly kind: string; readonly text: string }[];
}

/** The nearest image that breaks no limit of the profile, and what was changed. */
export async function repairImage(file: Blob, name: string, options: InspectOptions): Promise<Repaired> {
  const answer = await fetch(address(`fovea/v1/repair?${queryOf(options)}`), { method: "POST", body: oneFile(file, name) });
  if (!answer.ok) throw new OwnError(failure(answer.status, (await answer.json().catch(() => ({}))) as object, answer.headers.get("request-id") ?? undefined));
  return { file: await answer.blob(), changes: JSON.parse(answer.headers.get("fovea-changes") ?? "[]") as Repaired["changes"] };
}

function oneFile(file: Blob, name: string): FormData {
  const form = new FormData();
  form.append("image", file, name);
  return form;
}

/** One of the pictures that come with the app. */
export async function sample(name: string): Promise<File> {
  const answer = await fetch(address(`samples/${name}`));
  if (!answer.ok) throw new OwnError(failure(answer.status, {}));
  return new File([await answer.blob()], name);
}
