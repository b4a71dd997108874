// Anthropic's SDK for TypeScript, with nothing changed but the base URL and the key.
import assert from "node:assert/strict";
import { test } from "node:test";
import Anthropic from "@anthropic-ai/sdk";
import { zodOutputFormat } from "@anthropic-ai/sdk/helpers/zod";
import { z } from "zod";
import { at, key, refused } from "./simulator.mjs";

const options = { baseURL: at("anthropic"), apiKey: key, maxRetries: 0 };
const { messages } = new Anthropic(options);
const prompt = (text) => ({ model: "claude-sonnet-5", max_tokens: 2048, messages: [{ role: "user", content: text }] });
const weather = { name: "get_weather", input_schema: { type: "object", properties: { place: { type: "string" } } } };

test("create: a message, with its usage and a request id", async () => {
  const message = await messages.create(prompt("a bridge"));
  assert.match(message.content[0].text, /a bridge/);
  assert.equal(message.stop_reason, "end_turn");
  assert.ok(message.usage.output_tokens > 0);
  assert.match(message._request_id, /^req_/);
});

test("create: a text that is cut by its limit", async () => {
  const message = await messages.create({ ...prompt("a bridge"), max_tokens: 3 });
  assert.equal(message.stop_reason, "max_tokens");
  assert.equal(message.usage.output_tokens, 3);
});

test("create: a thought before the text", async () => {
  const message = await messages.create({ ...prompt("a bridge"), thinking: { type: "enabled", budget_tokens: 1024 } });
  assert.deepEqual(message.content.map((block) => block.type), ["thinking", "text"]);
});

test("create: an object that fits a schema", async () => {
  const Bridge = z.object({ name: z.string(), length: z.number().int() });
  const message = await messages.parse({ ...prompt("a bridge"), output_config: { format: zodOutputFormat(Bridge) } });
  assert.deepEqual(Bridge.parse(message.parsed_output), message.parsed_output);
});

test("create: a tool is used, and its result leads to a text", async () => {
  const question = { role: "user", content: "How warm is it? [tool]" };
  const message = await messages.create({ ...prompt(""), messages: [question], tools: [weather] });
  const use = message.content.find((block) => block.type === "tool_use");
  assert.equal(message.stop_reason, "tool_use");
  assert.equal(use.name, "get_weather");
  const result = { role: "user", content: [{ type: "tool_result", tool_use_id: use.id, content: "21 C" }] };
  const turns = [question, { role: "assistant", content: message.content }, result];
  const answer = await messages.create({ ...prompt(""), messages: turns, tools: [weather] });
  assert.equal(answer.stop_reason, "end_turn");
});

test("stream: the same message", async () => {
  const whole = await messages.create(prompt("a bridge"));
  let text = "";
  const stream = messages.stream(prompt("a bridge")).on("text", (delta) => (text += delta));
  const final = await stream.finalMessage();
  assert.equal(text, whole.content[0].text);
  assert.deepEqual(final.content, whole.content);
  assert.deepEqual(final.usage, whole.usage);
  assert.match(stream.request_id, /^req_/);
});

test("stream: a thought, and the input of a tool in pieces", async () => {
  const params = { ...prompt("How warm is it? [tool]"), tools: [weather], thinking: { type: "enabled", budget_tokens: 1024 } };
  const whole = await messages.create(params);
  const pieces = [];
  const final = await messages.stream(params).on("inputJson", (piece) => pieces.push(piece)).finalMessage();
  assert.ok(pieces.length > 1);
  assert.deepEqual(final.content.map((block) => block.type), ["thinking", "text", "tool_use"]);
  assert.deepEqual(final.content[2].input, whole.content[2].input);
});

test("stream: an error after its beginning", async () => {
  const stream = messages.stream(prompt("a bridge [fail overloaded_error]"));
  await assert.rejects(stream.finalMessage(), (error) => {
    assert.ok(error instanceof Anthropic.APIError, String(error));
    assert.equal(error.error.error.type, "overloaded_error");
    return true;
  });
});

test("cancel: a stream that is closed early", async () => {
  const stream = messages.stream(prompt("a bridge [takes 60s]"));
  stream.on("text", () => stream.abort());
  await assert.rejects(stream.finalMessage(), Anthropic.APIUserAbortError);
});

test("errors: a wrong key", () =>
  refused(new Anthropic({ ...options, apiKey: "sk-wrong" }).messages.create(prompt("x")), Anthropic.AuthenticationError, 401));

test("errors: an unknown parameter", () =>
  refused(messages.create({ ...prompt("x"), foo: 1 }), Anthropic.BadRequestError, 400, (error) => {
    assert.equal(error.error.error.type, "invalid_request_error");
    assert.match(error.requestID, /^req_/);
  }));

for (const [status, type] of [
  [429, Anthropic.RateLimitError],
  [500, Anthropic.InternalServerError],
  [529, Anthropic.InternalServerError],
]) {
  test(`errors: status ${status}`, () => refused(messages.create(prompt(`x [error ${status}]`)), type, status));
}
