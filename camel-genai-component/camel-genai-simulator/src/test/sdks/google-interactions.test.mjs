// The interactions of Google's SDK for TypeScript, with nothing changed but the base URL and the key.
import assert from "node:assert/strict";
import { test } from "node:test";
import { GoogleGenAI } from "@google/genai";
import { at, key, until } from "./simulator.mjs";

const client = (apiKey) =>
  new GoogleGenAI({ apiKey, httpOptions: { baseUrl: at("gemini-interactions") } });
const { interactions } = client(key);
const prompt = (input) => ({ model: "gemini-3-flash", input });
const background = (input) => ({ ...prompt(input), background: true });

async function refused(call, status) {
  await assert.rejects(call, (error) => {
    assert.equal(error.status ?? error.statusCode, status, String(error));
    return true;
  });
}

test("create: an interaction, with its text and usage", async () => {
  const interaction = await interactions.create(prompt("a bridge"));
  assert.equal(interaction.status, "completed");
  assert.match(interaction.output_text, /a bridge/);
  assert.ok(interaction.usage.total_output_tokens > 0);
});

test("create: a second turn", async () => {
  const first = await interactions.create(prompt("a bridge"));
  const second = await interactions.create({ ...prompt("and a tower"), previous_interaction_id: first.id });
  assert.match(second.output_text, /and a tower/);
});

test("create: a function is called", async () => {
  const tools = [{ type: "function", name: "get_weather", parameters: { type: "object", properties: {} } }];
  const interaction = await interactions.create({ ...prompt("How warm is it? [tool]"), tools });
  assert.equal(interaction.status, "requires_action");
  assert.equal(interaction.steps.at(-1).name, "get_weather");
});

test("stream: the same text", async () => {
  const whole = await interactions.create(prompt("a bridge"));
  let text = "";
  let last;
  for await (const event of await interactions.create({ ...prompt("a bridge"), stream: true })) {
    if (event.event_type === "step.delta") text += event.delta.text ?? "";
    last = event;
  }
  assert.equal(text, whole.output_text);
  assert.equal(last.event_type, "interaction.completed");
  assert.equal(last.interaction.usage.total_tokens, whole.usage.total_tokens);
});

test("stream: resumed after an event", async () => {
  const events = [];
  for await (const event of await interactions.create({ ...background("a bridge"), stream: true })) events.push(event);
  const rest = [];
  const parameters = { stream: true, last_event_id: events[4].event_id };
  for await (const event of await interactions.get(events[0].interaction.id, parameters)) rest.push(event);
  assert.deepEqual(rest.map((event) => event.event_id), events.slice(5).map((event) => event.event_id));
});

test("get: an interaction in the background until it is complete", async () => {
  const created = await interactions.create(background("a bridge"));
  const interaction = await until(() => interactions.get(created.id), ({ status }) => status === "completed");
  assert.match(interaction.output_text, /a bridge/);
});

test("get: an unknown interaction", () => refused(interactions.get("none"), 404));

test("cancel: an interaction in the background", async () => {
  const { id } = await interactions.create(background("a bridge [takes 60s]"));
  assert.equal((await interactions.cancel(id)).status, "cancelled");
});

test("delete: an interaction", async () => {
  const { id } = await interactions.create(prompt("a bridge"));
  await interactions.delete(id);
  await refused(interactions.get(id), 404);
});

test("errors: a wrong key", () => refused(client("wrong").interactions.create(prompt("x")), 400));

test("errors: an invalid value", () =>
  refused(interactions.create({ ...prompt("x"), generation_config: { temperature: 7 } }), 400));

for (const status of [429, 500]) {
  test(`errors: status ${status}`, () => refused(interactions.create(prompt(`x [error ${status}]`), { maxRetries: 0 }), status));
}
