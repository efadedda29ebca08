import { Store } from "../ui/store";
import { type Failure, failureOf } from "./errors";
import { limits, models as listModels, OwnError, type Price, type Profile, servedPrices, session, type Session } from "./own";

export interface ServerModel {
  readonly id: string;
  readonly name: string;
  readonly acceptsImages: boolean;
  readonly followsSchema: boolean;
  readonly maxTokens?: number;
}

/** What the app knows of the service it belongs to. */
export interface Server {
  readonly session?: Session;
  readonly models?: readonly ServerModel[];
  readonly profiles?: readonly Profile[];
  readonly takesSampling?: boolean;
  readonly prices?: Readonly<Record<string, Price | null>>;
  readonly failure?: Failure;
}

export const server = new Store<Server>({});

/** Asks the service who may call, what answers and what the limits are. Called at the start and after signing in. */
export async function meet(): Promise<void> {
  try {
    const current = await session();
    server.set((old) => ({ ...old, session: current }));
    if (current.required && !current.signed_in) return;
    const [listed, { profiles, sampling_parameters }, prices] = await Promise.all([listModels(), limits(), servedPrices()]);
    const models = listed.map(
      ({ id, display_name, capabilities, max_tokens }): ServerModel => ({
        id,
        name: display_name || id,
        acceptsImages: capabilities?.image_input?.supported ?? true,
        followsSchema: capabilities?.structured_outputs?.supported ?? true,
        ...(max_tokens ? { maxTokens: max_tokens } : {}),
      }),
    );
    server.set({ session: current, models, profiles, prices, takesSampling: sampling_parameters === "accept" });
  } catch (thrown) {
    const failure = thrown instanceof OwnError ? thrown.failure : failureOf(thrown);
    server.set((old) => ({ ...old, failure }));
  }
}

/** What the app knows of the service, as soon as it knows its limits, or that it cannot be asked. */
export const met = (): Promise<Server> =>
  new Promise((resolve) => {
    const isMet = () => {
      const known = server.get();
      if (!known.profiles && !known.failure) return;
      stop();
      resolve(known);
    };
    const stop = server.subscribe(isMet);
    isMet();
  });

/** The session has ended: the page asks for the key again, with everything typed still there. */
export const sessionEnded = (): void =>
  server.set((old) => ({ ...old, session: { required: true, signed_in: false } }));

export const modelFor = ({ models }: Server, wanted: string | undefined): ServerModel | undefined =>
  models?.find(({ id }) => id === wanted) ?? models?.[0];
