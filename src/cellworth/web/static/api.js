// The workbench's side of /api/v1: JSON in and out, every refusal with its problems.

const BASE = "/api/v1";

/** A refusal or a failure: `problems` say where, what was found, why not, what instead. */
export class Refusal extends Error {
  constructor(status, detail, problems, retry) {
    super(detail);
    this.status = status;
    this.problems = problems;
    this.retry = retry;
  }
}

export const get = (path, given = {}) => call("GET", path + asked(given));
export const post = (path, content, signal) => call("POST", path, JSON.stringify(content), "application/json", signal);
export const postText = (path, text) => call("POST", path, text, "application/toml");
export const postFile = (path, file) => call("POST", path, file, "application/octet-stream");
export const remove = (path) => call("DELETE", path);
/** Address of something to download or to show. */
export const address = (path, given = {}) => BASE + path + asked(given);

function asked(given) {
  const found = Object.entries(given).filter(([, value]) => value !== null && value !== undefined && value !== "");
  return found.length ? `?${new URLSearchParams(found)}` : "";
}

async function call(method, path, body, type, signal) {
  const headers = method === "GET" ? {} : { "X-Cellworth": "1" };
  if (type) headers["Content-Type"] = type;
  let answer;
  try {
    answer = await fetch(BASE + path, { method, headers, body, signal });
  } catch (error) {
    if (error.name === "AbortError") throw error;
    throw new Refusal(0, "The server does not answer. Start it again with: cellworth serve. Nothing typed is lost.", []);
  }
  if (answer.status === 204) return null;
  const text = await answer.text();
  const content = text ? readable(text) : null;
  if (answer.ok) return content;
  const retry = Number(answer.headers.get("Retry-After")) || 0;
  const detail = content?.detail || content?.title || `The server answered ${answer.status}.`;
  throw new Refusal(answer.status, detail, content?.problems ?? [], retry);
}

function readable(text) {
  try {
    return JSON.parse(text);
  } catch {
    return { detail: text.slice(0, 300) };
  }
}
