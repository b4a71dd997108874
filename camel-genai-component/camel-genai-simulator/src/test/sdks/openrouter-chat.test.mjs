// The chat of OpenRouter's SDK for TypeScript, with nothing changed but the base URL and the key.
import assert from "node:assert/strict";
import { test } from "node:test";
import { OpenRouter } from "@openrouter/sdk";
import { at, key } from "./simulator.mjs";

const retryConfig = { strategy: "none" };
const client = (apiKey) => new OpenRouter({ apiKey, serverURL: at("openai-chat"), retryConfig });
const { chat } = client(key);
const prompt = (content) => ({ chatRequest: { model: "gpt-4o-mini", messages: [{ role: "user", content }] } });

async function refused(call, status) {
  await assert.rejects(call, (error) => {
    assert.equal(error.statusCode, status, String(error));
    return true;
  });
}

test("create: a completion", async () => {
  const completion = await chat.send(prompt("a bridge"));
  assert.match(completion.choices[0].message.content, /a bridge/);
  assert.equal(completion.choices[0].finishReason, "stop");
});

test("stream: the same text", async () => {
  const whole = await chat.send(prompt("a bridge"));
  const request = prompt("a bridge");
  request.chatRequest.stream = true;
  let text = "";
  for await (const chunk of await chat.send(request)) text += chunk.choices[0]?.delta.content ?? "";
  assert.equal(text, whole.choices[0].message.content);
});

test("errors: a wrong key", () => refused(client("wrong").chat.send(prompt("x")), 401));

for (const status of [400, 429, 500]) {
  test(`errors: status ${status}`, () => refused(chat.send(prompt(`x [error ${status}]`)), status));
}
