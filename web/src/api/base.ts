/**
 * Where the service is: the folder this page was served from. The app's own addresses are all one level
 * deep (`/`, `/workbench`, `/lab`), so this holds behind any path prefix.
 */
export const base: URL = new URL(".", globalThis.document?.baseURI ?? "http://127.0.0.1:8765/");

export const address = (path: string): string => new URL(path.replace(/^\//, ""), base).href;
