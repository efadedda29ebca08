import "fake-indexeddb/auto";

import { describe, expect, it } from "vitest";

import { CutShort, failure, failureOf } from "../src/api/errors";
import { deleteChat, listChats, loadChat, saveChat } from "../src/chat/db";
import { failureText } from "../src/ui/failureText";
import { type Answer, type Chat, type Exchange, merged, newChat } from "../src/chat/model";
import { requestOf, userContent } from "../src/chat/request";
import { en } from "../src/ui/text/en";
import { zhTW } from "../src/ui/text/zh-TW";

const answer = (text: string): Answer => ({ id: `a-${text}`, model: "reader", text, state: "done" });
const exchange = (id: string, text: string, at = 0, images: Exchange["images"] = []): Exchange => ({ id, at, text, images, answers: [answer(`re: ${text}`)], shown: 0 });
const image = (id: string, fileId: string): Exchange["images"][number] => ({ id, name: `${id}.png`, kind: "image/png", bytes: 1, upload: { state: "done", fileId } });

describe("a request", () => {
  it("has one image before the text, without a label", () => {
    expect(userContent("What is this?", [{ type: "file", file_id: "file_1" }])).toEqual([
      { type: "image", source: { type: "file", file_id: "file_1" } },
      { type: "text", text: "What is this?" },
    ]);
  });

  it("introduces each of several images by its number, and asks last", () => {
    expect(userContent("Compare", [{ type: "url", url: "https://example.org/a.png" }, { type: "file", file_id: "file_2" }]).map((block) => (block.type === "text" ? block.text : block.type))).toEqual([
      "Image 1:",
      "image",
      "Image 2:",
      "image",
      "Compare",
    ]);
  });

  it("carries the conversation with the answers that are shown, and not the answer that is asked for", () => {
    const first = { ...exchange("1", "one", 1, [image("x", "file_x")]), answers: [answer("old"), answer("new ")], shown: 1 };
    const { messages } = requestOf({ exchanges: [first, exchange("2", "two", 2)] }, "reader");
    expect(messages.map(({ role }) => role)).toEqual(["user", "assistant", "user"]);
    expect(messages[1]!.content).toBe("new");
  });

  it("leaves out an answer that never came", () => {
    const failed = { ...exchange("1", "one"), answers: [{ ...answer(""), state: "failed" as const }] };
    expect(requestOf({ exchanges: [failed, exchange("2", "two")] }, "reader").messages.map(({ role }) => role)).toEqual(["user", "user"]);
  });
});

describe("two tabs on one chat", () => {
  const chat = (...exchanges: Exchange[]): Chat => ({ ...newChat(0), id: "c", exchanges });

  it("keep what each of them added, in the order of time", () => {
    const mine = chat(exchange("1", "one", 1), exchange("3", "three", 3));
    const theirs = chat(exchange("1", "one", 1), exchange("2", "two", 2));
    expect(merged(mine, theirs).exchanges.map(({ id }) => id)).toEqual(["1", "2", "3"]);
  });

  it("do not bring back what one of them removed", () => {
    expect(merged(chat(exchange("1", "one", 1)), chat(exchange("1", "one", 1), exchange("2", "two", 2)), new Set(["2"])).exchanges).toHaveLength(1);
  });
});

describe("the history", () => {
  it("lists the newest first, finds words in questions, answers and image names, and undoes a deletion", async () => {
    for (let i = 1; i <= 5; i++) {
      await saveChat({ ...newChat(i), id: `h${i}`, title: `Chat ${i}`, updatedAt: i, exchanges: [exchange(`e${i}`, i === 3 ? "a heron" : "a plain thing", i, [image(`pic${i}`, "file_1")])] });
    }
    expect((await listChats({ count: 2 })).entries.map(({ id }) => id)).toEqual(["h5", "h4"]);
    expect((await listChats({ count: 2 })).more).toBe(true);
    expect((await listChats({ query: "HERON a" })).entries.map(({ id }) => id)).toEqual(["h3"]);
    expect((await listChats({ query: "pic4" })).entries.map(({ id }) => id)).toEqual(["h4"]);
    const undo = await deleteChat("h3");
    expect(await loadChat("h3")).toBeUndefined();
    await undo();
    expect((await loadChat("h3"))?.title).toBe("Chat 3");
  });
});

describe("failures", () => {
  it.each([
    [401, "authentication_error", "session"],
    [429, "rate_limit_error", "busy"],
    [529, "overloaded_error", "busy"],
    [400, "invalid_request_error", "refused"],
    [413, "request_too_large", "refused"],
    [500, "api_error", "broken"],
    [200, "overloaded_error", "busy"],
  ])("%i %s is %s", (status, type, kind) => {
    expect(failure(status, { error: { type, message: "why" } }).kind).toBe(kind);
  });

  it("tell a server that is gone from an answer that was cut off", () => {
    expect(failureOf(new TypeError("Failed to fetch")).kind).toBe("gone");
    expect(failureOf(new CutShort()).kind).toBe("cut");
  });

  it("are whole sentences in each language, with the service's own words where there are some", () => {
    for (const t of [en, zhTW]) {
      for (const kind of ["offline", "gone", "cut", "session", "busy", "lost", "refused", "broken"] as const) {
        const text = failureText({ kind, said: "the reason" }, t);
        expect(text.length).toBeGreaterThan(8);
        expect(text).not.toMatch(/undefined|\[object/);
      }
    }
  });
});
