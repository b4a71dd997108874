// Google's SDK for TypeScript, with nothing changed but the base URL and the key.
import assert from "node:assert/strict";
import { test } from "node:test";
import { ApiError, GoogleGenAI } from "@google/genai";
import { at, key, refused } from "./simulator.mjs";

const client = (apiKey) => new GoogleGenAI({ apiKey, httpOptions: { baseUrl: at("gemini") } });
const { models } = client(key);
const model = "gemini-3-flash";
const prompt = (contents, config) => ({ model, contents, config });

test("create: an answer, with its usage", async () => {
  const answer = await models.generateContent(prompt("a bridge"));
  assert.match(answer.text, /a bridge/);
  assert.equal(answer.candidates[0].finishReason, "STOP");
  assert.ok(answer.usageMetadata.candidatesTokenCount > 0);
});

test("create: a thought, and a system text", async () => {
  const config = { systemInstruction: "Be brief", thinkingConfig: { includeThoughts: true } };
  const answer = await models.generateContent(prompt("a bridge", config));
  assert.ok(answer.candidates[0].content.parts[0].thought);
  assert.doesNotMatch(answer.text, /think/);
});

test("create: an object that fits a schema", async () => {
  const schema = { type: "object", properties: { name: { type: "string" } }, required: ["name"] };
  const config = { responseMimeType: "application/json", responseJsonSchema: schema };
  const answer = await models.generateContent(prompt("a bridge", config));
  assert.equal(typeof JSON.parse(answer.text).name, "string");
});

test("create: a function is called", async () => {
  const declaration = { name: "get_weather", parametersJsonSchema: { type: "object", properties: { place: { type: "string" } } } };
  const config = { tools: [{ functionDeclarations: [declaration] }] };
  const answer = await models.generateContent(prompt("How warm is it? [tool]", config));
  assert.equal(answer.functionCalls[0].name, "get_weather");
});

test("create: a picture", async () => {
  const answer = await models.generateContent(prompt("a bridge", { responseModalities: ["TEXT", "IMAGE"] }));
  assert.equal(Buffer.from(answer.data, "base64").subarray(1, 4).toString(), "PNG");
});

test("create: a prompt that is blocked", async () => {
  const answer = await models.generateContent(prompt("x [reject]"));
  assert.equal(answer.promptFeedback.blockReason, "PROHIBITED_CONTENT");
});

test("stream: the same text", async () => {
  const whole = await models.generateContent(prompt("a bridge"));
  let text = "";
  let last;
  for await (const chunk of await models.generateContentStream(prompt("a bridge"))) {
    text += chunk.text ?? "";
    last = chunk;
  }
  assert.equal(text, whole.text);
  assert.equal(last.candidates[0].finishReason, "STOP");
});

test("stream: an error after its beginning", async () => {
  const stream = await models.generateContentStream(prompt("a bridge [fail]"));
  await assert.rejects(async () => { for await (const chunk of stream) assert.ok(chunk); }, ApiError);
});

test("cancel: a stream that is closed early", async () => {
  const abort = new AbortController();
  const stream = await models.generateContentStream(prompt("a bridge [takes 60s]", { abortSignal: abort.signal }));
  await assert.rejects(async () => { for await (const chunk of stream) abort.abort(chunk); });
});

test("errors: a wrong key", () =>
  refused(client("wrong").models.generateContent(prompt("x")), ApiError, 400, (error) =>
    assert.match(error.message, /API key not valid/)));

test("errors: an invalid value", () =>
  refused(models.generateContent(prompt("x", { temperature: 7 })), ApiError, 400, (error) =>
    assert.match(error.message, /INVALID_ARGUMENT/)));

for (const status of [429, 500, 503]) {
  test(`errors: status ${status}`, () => refused(models.generateContent(prompt(`x [error ${status}]`)), ApiError, status));
  test(`errors: status ${status} of a stream`, () =>
    refused(models.generateContentStream(prompt(`x [error ${status}]`)), ApiError, status));
}
