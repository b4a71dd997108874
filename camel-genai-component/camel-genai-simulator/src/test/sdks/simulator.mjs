// What all scripts share: where the simulator is, and what it has received.
import assert from "node:assert/strict";
import { createServer } from "node:http";

export const root = process.env.SIMULATOR;
export const key = process.env.API_KEY;

// The base URL of a provider.
export const at = (provider) => `${root}/${provider}`;

// Asserts that a call is refused with a status, and with the class of error that the SDK has for it.
export async function refused(call, type, status, more = () => {}) {
  await assert.rejects(call, (error) => {
    assert.ok(error instanceof type, String(error));
    assert.equal(error.status, status);
    more(error);
    return true;
  });
}

// Lets the next request to an operation fail once.
export async function failOnce(provider, operation, status) {
  const fault = { kind: "STATUS", status, retryAfter: "0", provider, operation, times: 1 };
  const response = await fetch(`${root}/_simulator/faults`, { method: "POST", body: JSON.stringify(fault) });
  assert.ok(response.ok);
}

// The statuses that the simulator has answered an operation with.
export async function statuses(provider, operation) {
  const response = await fetch(`${root}/_simulator/requests?provider=${provider}&operation=${operation}`);
  return (await response.json()).map((request) => request.status);
}

// Downloads a file and returns its media type.
export async function mediaType(url) {
  const response = await fetch(url);
  assert.ok((await response.arrayBuffer()).byteLength > 100);
  return response.headers.get("Content-Type");
}

// Repeats a call until its result fits.
export async function until(call, fits) {
  for (let attempt = 0; attempt < 200; attempt++) {
    const result = await call();
    if (fits(result)) return result;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  assert.fail("not within 200 calls");
}

// Creates something with the URL of a server, and returns the first webhook that arrives there.
export async function webhookOf(create) {
  let arrive;
  const arrived = new Promise((resolve) => (arrive = resolve));
  const server = createServer((request, response) => {
    const chunks = [];
    request.on("data", (chunk) => chunks.push(chunk));
    request.on("end", () => {
      response.end();
      arrive({ headers: request.headers, body: Buffer.concat(chunks).toString() });
    });
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  try {
    await create(`http://127.0.0.1:${server.address().port}/hook`);
    return await arrived;
  } finally {
    server.close();
    server.closeAllConnections();
  }
}

// The secret with which the simulator signs webhooks, after a URL was set up at a provider.
export async function registerWebhook(provider, url) {
  const body = JSON.stringify({ provider, url });
  assert.ok((await fetch(`${root}/_simulator/webhooks`, { method: "POST", body })).ok);
  return (await (await fetch(`${root}/_simulator/webhooks`)).json()).secret;
}

// A file that begins like a PNG.
export const picture = (size) => {
  const bytes = new Uint8Array(size).map((_, i) => i * 7);
  bytes.set([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return new File([bytes], "bridge.png", { type: "image/png" });
};

// Asserts that the last file that the simulator has received is this one.
export async function received(file, way) {
  const files = await (await fetch(`${root}/_simulator/files`)).json();
  const last = files.filter((each) => each.way !== "url").at(-1);
  const digest = await crypto.subtle.digest("SHA-256", await file.arrayBuffer());
  assert.equal(last.sha256, Buffer.from(digest).toString("hex"));
  assert.equal(last.way, way);
  assert.equal(last.mediaType, file.type);
  assert.equal(last.name, file.name);
}
