// aimock with an answer for each provider that it plays. A job is queued at the first poll, runs at the second and is over at the third.
import { LLMock } from "@copilotkit/aimock";

const [port, song] = process.argv.slice(2);
const running = { pollsBeforeInProgress: 2, pollsBeforeCompleted: 3 };
const mock = new LLMock({
  port: Number(port),
  journalMaxEntries: 0,
  logLevel: "warn",
  falQueue: running,
  openRouterVideo: running,
  bytePlusVideo: running,
});
const fixture = (match, response) => ({ match, response });
const url = "https://files.example/whale";

mock.addFixturesFromJSON([
  fixture({ endpoint: "fal", userMessage: "whale" }, { json: { images: [{ url: `${url}.png`, content_type: "image/png" }] } }),
  fixture({ endpoint: "video", userMessage: "whale by openrouter" }, { video: { id: "v1", status: "completed", cost: 0.12 } }),
  fixture({ endpoint: "video", userMessage: "whale that fails by openrouter" }, { video: { id: "v2", status: "failed", error: "No whales" } }),
  fixture({ endpoint: "video", userMessage: "whale by byteplus" }, {
    json: { id: "t1", model: "seedance", status: "succeeded", content: { video_url: `${url}.mp4` },
      usage: { completion_tokens: 108900, total_tokens: 108900 }, created_at: 1790000000, updated_at: 1790000060 },
  }),
  fixture({ endpoint: "video", userMessage: "whale that fails by byteplus" }, {
    json: { id: "t2", model: "seedance", status: "failed", error: { code: "OutputVideoSensitiveContentDetected", message: "No whales" } },
  }),
  fixture({ endpoint: "image", userMessage: "whale" }, { image: { b64Json: "iVBORw0KGgo=" } }),
  fixture({ userMessage: "overloaded whale" }, { error: { message: "Too many whales", type: "overloaded_error" }, status: 503 }),
  fixture({ userMessage: "whale" }, { content: song }),
]);
await mock.start();
