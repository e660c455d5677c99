import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** One thing the model asks for: a call of one of the editor's own tools. */
export interface ModelStep {
  readonly tool: string;
  readonly input: Readonly<Record<string, unknown>>;
}

interface Message {
  readonly role: string;
  readonly tool_calls?: readonly unknown[];
}

/**
 * A language model of the tests' own on the loopback address: answers the built-in Copilot chat in the shape of OpenAI's
 * chat completions. It does what the test tells it, one step an answer, and then says that it is done.
 */
export class FakeModel implements AsyncDisposable {
  /** What to do for the next message of the person. */
  steps: readonly ModelStep[] = [];
  /** How many messages were answered to the end. */
  answered = 0;
  readonly #server: Server;

  private constructor(server: Server) {
    this.#server = server;
  }

  /** Starts the model on a free port. */
  static async start(): Promise<FakeModel> {
    const server = createServer();
    const model = new FakeModel(server);
    server.on("request", (request, response) => void model.#answer(request, response));
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return model;
  }

  /** The text of `chatLanguageModels.json` that offers this model to the editor: by name, with the edit tools it uses. */
  models(names: Readonly<Record<string, readonly string[]>>): string {
    const { port } = this.#server.address() as AddressInfo;
    const models = Object.entries(names).map(([name, editTools]) => ({
      id: name.toLowerCase().replaceAll(" ", "-"),
      name,
      url: `http://127.0.0.1:${port}/v1/chat/completions`,
      toolCalling: true,
      vision: false,
      maxInputTokens: 128_000,
      maxOutputTokens: 16_000,
      editTools,
    }));
    return JSON.stringify([
      { name: "Fake", vendor: "customendpoint", apiKey: "k", apiType: "chat-completions", models },
    ]);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise<void>((resolve) => this.#server.close(() => resolve()));
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    const body = JSON.parse(Buffer.concat(parts).toString("utf8") || "{}") as {
      readonly messages?: readonly Message[];
      readonly tools?: readonly unknown[];
    };
    const messages = body.messages ?? [];
    const asked = messages.findLastIndex(({ role }) => role === "user");
    const done = messages.slice(asked + 1).filter(({ tool_calls: calls }) => (calls?.length ?? 0) > 0).length;
    // A request without tools is for a title or a summary, not the task.
    const step = (body.tools?.length ?? 0) > 0 ? this.steps[done] : undefined;
    response.writeHead(200, { "content-type": "text/event-stream" });
    const say = (delta: unknown, end: string | null): void => {
      response.write(`data: ${JSON.stringify({ choices: [{ index: 0, delta, finish_reason: end }] })}\n\n`);
    };
    if (step === undefined) say({ role: "assistant", content: "Done." }, "stop");
    else {
      const call = { name: step.tool, arguments: JSON.stringify(step.input) };
      say(
        {
          role: "assistant",
          tool_calls: [{ index: 0, id: `call_${asked}_${done}`, type: "function", function: call }],
        },
        null,
      );
      say({}, "tool_calls");
    }
    response.end("data: [DONE]\n\n");
    if (step === undefined && (body.tools?.length ?? 0) > 0) this.answered++;
  }
}
