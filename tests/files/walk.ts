// What the tests ask of the official TypeScript SDK: every operation of the Files API, and its errors.
import Anthropic, { toFile } from "@anthropic-ai/sdk";

const client = new Anthropic({ maxRetries: 0 });
const made: string[] = [];
for (let number = 0; number < 5; number++) {
  const file = await client.files.upload({
    file: await toFile(Buffer.from(`words ${number}`), `檔案 ${number}.txt`, { type: "text/plain" }),
    expires_in_seconds: 3600,
  });
  made.unshift(file.id);
}

const walked: string[] = [];
for await (const file of client.files.list({ limit: 2 })) {
  if (made.includes(file.id)) walked.push(file.id);
}
const some = await client.files.list({ ids: made.slice(0, 2) });
const first = await client.files.retrieveMetadata(made[0]);
const bytes = await (await client.files.download(made[0])).text();
const gone = await client.files.delete(made[0]);
let error: unknown;
try {
  await client.files.retrieveMetadata(made[0]);
} catch (caught) {
  if (caught instanceof Anthropic.NotFoundError) error = { status: caught.status, type: caught.type };
}
console.log(
  JSON.stringify({
    inOrder: JSON.stringify(walked) === JSON.stringify(made),
    some: some.data.length,
    name: first.filename,
    mimeType: first.mime_type,
    expires: first.expires_at !== null,
    bytes,
    gone: gone.type,
    error,
  }),
);
