// sharp's part of the race: one line in (a JSON job), one line out (its times). See contenders.py for the protocol.
import fs from "node:fs";
import readline from "node:readline";
import { createRequire } from "node:module";

const sharp = createRequire(process.argv[2] + "/")("sharp");
sharp.concurrency(1);
sharp.cache(false);

const pixels = (input, [width, height]) =>
  sharp(input).rotate().resize(width, height, { fit: "fill" }).flatten({ background: "#fff" })
    .toColourspace("srgb").removeAlpha().raw().toBuffer();

const jobs = {
  decode: async ({ path, size }) => {
    const data = (files[path] ??= fs.readFileSync(path));
    return timed(() => pixels(data, size));
  },
  body: async ({ path, size }) => {
    const body = (files[path] ??= fs.readFileSync(path));
    return timed(async () => {
      const content = JSON.parse(body.toString("utf8")).messages[0].content;
      const images = content.filter((block) => block.type === "image");
      const all = await Promise.all(images.map((block) => pixels(Buffer.from(block.source.data, "base64"), size)));
      return all[0];
    });
  },
};
const files = {};

async function timed(work) {
  const cpu = process.cpuUsage();
  const started = performance.now();
  const out = await work();
  const wall = performance.now() - started;
  const used = process.cpuUsage(cpu);
  return { wall, cpu: (used.user + used.system) / 1000, out };
}

const status = (field) => +fs.readFileSync("/proc/self/status", "utf8").match(new RegExp(`${field}:\\s+(\\d+)`))[1];

for await (const line of readline.createInterface({ input: process.stdin })) {
  const job = JSON.parse(line);
  if (job.peak) {
    if (job.path) files[job.path] ??= fs.readFileSync(job.path);
    fs.writeFileSync("/proc/self/clear_refs", "5");
  }
  const before = status("VmRSS");
  const { wall, cpu, out } = await jobs[job.work](job);
  const reply = { wall, cpu };
  if (job.peak) reply.peak_kb = status("VmHWM") - before;
  if (job.save) fs.writeFileSync(job.save, out);
  console.log(JSON.stringify(reply));
}
