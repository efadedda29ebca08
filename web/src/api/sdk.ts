/**
 * The official client, fetched when it is first needed and not with the page: a third of all the code there is,
 * for nothing that the first screen shows.
 */
export const sdk = (): Promise<typeof import("./client")> => import("./client");
