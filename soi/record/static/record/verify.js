// Checks a receipt or a proof file: no library, no server. Formats: record.md, C2SP.
"use strict";

const WORDS = {
  vi: {
    proved: "Đúng: dòng này có trong sổ, không ai sửa",
    promised: "Đúng: lời hứa này là của phường",
    false: "Không khớp",
    unread: "Chưa đọc được mã QR",
    noCamera: "Không mở được máy ảnh. Chép dòng chữ dưới mã QR vào ô ở trên.",
    noCode: "Chưa thấy mã QR của biên nhận. Đưa mã lại gần, đủ sáng, hoặc chép dòng chữ dưới mã.",
    entry: (i, n) => `Dòng ${i} trên ${n} của sổ.`,
    day: (d) => `Ngày ghi: ${d}.`,
    inTree: (n) => `${n} bước ghép từ dòng này ra đúng dấu của cả sổ, đã được ký.`,
    signed: (o) => `Chữ ký của sổ ${o} đúng.`,
    seen: (w, t) => `Người làm chứng ${w} đã ký lúc ${t}.`,
    unseen: "Chưa có người làm chứng nào mà trang này biết khóa.",
    promise: (d, h) => `Phường đã nhận ngày ${d} và hứa ghi vào sổ trong ${h} giờ sau ngày ấy.`,
    unsigned: "Chưa kiểm: 32 byte cuối của biên nhận (phần muối). Phần này không nằm trong chữ ký, chỉ kiểm được khi có tệp lời đã gửi (.json).",
    later: "Trang này không biết lời hứa đã được giữ chưa. Lấy tệp .tlog-proof ở trang tra cứu rồi kiểm tiếp: quá hạn mà không có thì biên nhận này là bằng chứng phường không giữ lời.",
    kept: "Lời hứa trên biên nhận đã được giữ: chính dòng này là dòng đã hứa.",
    notKept: "Biên nhận và bằng chứng không phải của cùng một việc.",
    sent: "Lời ông/bà giữ khớp với dòng trong sổ.",
    sentWrong: "Lời trong tệp không khớp với dấu ghi ở dòng này.",
    what: "Máy vừa kiểm những gì",
    again: "Có thể chép thiếu một chữ. Quét lại mã QR hoặc chọn lại tệp rồi kiểm lần nữa.",
    unknown: "Đây không phải biên nhận (SOI1:…) hay tệp .tlog-proof.",
    damaged: "Chữ bị thiếu hoặc sai, không đọc hết được.",
    several: "Có giấy của nhiều việc. Mỗi lần kiểm một việc: một biên nhận, một tệp .tlog-proof, một tệp .json.",
    otherKey: "Ký bằng khóa khác với khóa mà trang này biết.",
    badSignature: "Chữ ký sai: nội dung đã bị đổi, hoặc không phải của phường.",
    badPath: "Các bước ghép không ra dấu của cả sổ đã được ký: dòng này không nằm trong sổ ấy.",
    trust: "Khóa lấy từ chính trang này. Muốn chắc hơn, dán khóa chép từ bảng tin.",
    title: "Kiểm biên nhận và bằng chứng – Soi",
    other: "English",
  },
  en: {
    proved: "True: this entry is in the record, unaltered",
    promised: "True: this promise is the ward's",
    false: "It does not fit",
    unread: "No QR code was read",
    noCamera: "The camera could not be opened. Copy the line below the QR code into the field above.",
    noCode: "No QR code of a receipt was seen. Hold it closer, in good light, or copy the line below it.",
    entry: (i, n) => `Entry ${i} of ${n} in the record.`,
    day: (d) => `Recorded on ${d}.`,
    inTree: (n) => `${n} steps lead from this entry to the root that the record has signed.`,
    signed: (o) => `The signature of the record ${o} is right.`,
    seen: (w, t) => `The witness ${w} signed at ${t}.`,
    unseen: "No witness whose key this page knows has signed yet.",
    promise: (d, h) => `The ward took it in on ${d} and promised to record it within ${h} hours after that day.`,
    unsigned: "Not checked: the last 32 bytes of the receipt (the salt). They are not signed; only the file of what was sent (.json) can check them.",
    later: "This page does not know whether the promise was kept. Get the .tlog-proof file at the look-up page and check that too: if there is none after that time, this receipt proves that the ward broke its word.",
    kept: "The promise on the receipt was kept: this is the very entry that was promised.",
    notKept: "The receipt and the proof are not of the same matter.",
    sent: "The words that you hold fit the entry in the record.",
    sentWrong: "The words in the file are not what this entry commits to.",
    what: "What was just checked",
    again: "A letter may be missing. Scan the QR code again, or choose the file again.",
    unknown: "This is no receipt (SOI1:…) and no .tlog-proof file.",
    damaged: "Letters are missing or wrong; it cannot be read to the end.",
    several: "These are papers of several matters. Check one at a time: one receipt, one .tlog-proof file, one .json file.",
    otherKey: "Signed by another key than those this page knows.",
    badSignature: "The signature is wrong: the content was changed, or it is not the ward's.",
    badPath: "The steps do not lead to the signed root: this entry is not in that record.",
    trust: "The key came with this page. To be surer, paste the key from the notice board.",
    title: "Check a receipt or a proof – Soi",
    other: "Tiếng Việt",
  },
};
const LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";
const FACTS = JSON.parse(document.getElementById("facts").textContent);
const utf8 = (text) => new TextEncoder().encode(text);
let language = document.documentElement.lang === "en" ? "en" : "vi";

class Wrong extends Error {}
const wrong = (word) => { throw new Wrong(word); };

function join(...parts) {
  const whole = new Uint8Array(parts.reduce((sum, one) => sum + one.length, 0));
  let at = 0;
  for (const one of parts) { whole.set(one, at); at += one.length; }
  return whole;
}
const same = (a, b) => a.length === b.length && a.every((one, at) => one === b[at]);
const hash = async (...parts) => new Uint8Array(await crypto.subtle.digest("SHA-256", join(...parts)));
const number = (bytes) => bytes.reduce((sum, one) => sum * 256 + one, 0);
const hex = (bytes) => Array.from(bytes, (one) => one.toString(16).padStart(2, "0")).join("");
const unhex = (text) => Uint8Array.from((text.match(/../g) || []), (two) => parseInt(two, 16));

function base64(text) {
  let raw;
  try { raw = atob(text); } catch { return wrong("damaged"); }
  // Some bytes can be written in several ways; only one of them is taken.
  return btoa(raw) === text ? Uint8Array.from(raw, (one) => one.charCodeAt(0)) : wrong("damaged");
}

function base45(text) {
  const out = [];
  for (let at = 0; at < text.length; at += 3) {
    const group = [...text.slice(at, at + 3)].map((one) => LETTERS.indexOf(one));
    const value = group.reduce((sum, one, place) => sum + one * 45 ** place, 0);
    const width = group.length - 1;
    if (group.includes(-1) || !width || value >= 256 ** width) wrong("damaged");
    if (width === 2) out.push(value >> 8);
    out.push(value & 255);
  }
  return Uint8Array.from(out);
}

// What copying does to a text: wrapped and quoted lines, unseen signs, a mark of bytes.
const UNSEEN = /[\u00ad\u034f\u061c\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]/g;
const unwrapped = (text) => text.replace(/\r\n?/g, "\n").replace(UNSEEN, "")
  .replace(/^[ \t]*(?:>[ \t]?)+/gm, "").replace(/[ \t\u00a0]+$/gm, "").trim();
const asDrawn = (text) => unwrapped(text).normalize("NFKC").replace(/[\u2010-\u2015\u2212]/g, "-")
  .replace(/["'`´“”„‟‘’‚‛«»‹›<>()[\]{}]/g, "").toUpperCase();
const LENGTH = 215;
function promiseIn(text) {
  const lines = asDrawn(text).split("\n").map((line) => line.trim());
  const first = lines.findIndex((line) => line.includes("SOI1:"));
  if (first < 0) wrong("unknown");
  const found = [lines[first].slice(lines[first].indexOf("SOI1:"))];
  for (const line of lines.slice(first + 1)) {
    if (found.join("").length >= LENGTH || ![...line].every((one) => LETTERS.includes(one))) break;
    if (line) found.push(line);
  }
  found[found.length - 1] = /^[0-9A-Z $%*+\-./:]*/.exec(found[found.length - 1])[0].trimEnd();
  return found.join("\n");
}
// A blank that stood at the end of a wrapped line is lost, and put back.
function whole(text) {
  const lines = text.slice(5).split("\n");
  const missing = LENGTH - 5 - lines.join("").length;
  const tries = [[]];
  for (let at = 0; at < Math.min(lines.length - 1, 11); at += 1) {
    for (const one of [...tries]) if (one.length < missing) tries.push([...one, at]);
  }
  for (const chosen of tries.filter((one) => one.length === Math.max(missing, 0))) {
    try {
      return base45(lines.map((line, at) => (chosen.includes(at) ? `${line} ` : line)).join(""));
    } catch { /* the next one */ }
  }
  return wrong("damaged");
}

// Ed25519: by the browser where it can, else by plain arithmetic. Nothing secret is handled.
const P = 2n ** 255n - 19n;
const L = 2n ** 252n + 27742317777372353535851937790883648493n;
const mod = (a) => ((a % P) + P) % P;
function power(base, exponent) {
  let out = 1n;
  for (let b = mod(base), e = exponent; e; e >>= 1n, b = mod(b * b)) if (e & 1n) out = mod(out * b);
  return out;
}
const D = mod(-121665n * power(121666n, P - 2n));
const little = (bytes) => BigInt("0x" + hex(Uint8Array.from(bytes).reverse()));
function point(bytes) {
  const sign = bytes[31] >> 7;
  const y = little(bytes) & ((1n << 255n) - 1n);
  const u = mod(y * y - 1n);
  const v = mod(D * y * y + 1n);
  let x = mod(u * v ** 3n * power(u * mod(v ** 7n), (P - 5n) / 8n));
  if (mod(v * x * x) === mod(-u)) x = mod(x * power(2n, (P - 1n) / 4n));
  if (y >= P || mod(v * x * x) !== u || (x === 0n && sign)) wrong("badSignature");
  if (Number(x & 1n) !== sign) x = mod(-x);
  return [x, y, 1n, mod(x * y)];
}
function add([a, b, c, d], [e, f, g, h]) {
  const A = mod((b - a) * (f - e));
  const B = mod((b + a) * (f + e));
  const C = mod(2n * D * d * h);
  const Z = mod(2n * c * g);
  const [E, F, G, H] = [B - A, Z - C, Z + C, B + A];
  return [mod(E * F), mod(G * H), mod(F * G), mod(E * H)];
}
function times(at, scalar) {
  let out = [0n, 1n, 1n, 0n];
  for (let p = at, s = scalar; s; s >>= 1n, p = add(p, p)) if (s & 1n) out = add(out, p);
  return out;
}
async function slowly(key, signature, message) {
  const base = point(unhex("5866666666666666666666666666666666666666666666666666666666666666"));
  const s = little(signature.slice(32));
  if (s >= L) return false;
  const mark = await crypto.subtle.digest("SHA-512", join(signature.slice(0, 32), key, message));
  const k = little(new Uint8Array(mark)) % L;
  const [x, y, z] = times(base, s);
  const [e, f, g] = add(point(signature.slice(0, 32)), times(point(key), k));
  return mod(x * g) === mod(e * z) && mod(y * g) === mod(f * z);
}
async function signedBy(key, signature, message) {
  if (signature.length !== 64) return false;
  try {
    const known = await crypto.subtle.importKey("raw", key, { name: "Ed25519" }, false, ["verify"]);
    return await crypto.subtle.verify({ name: "Ed25519" }, known, signature, message);
  } catch { return slowly(key, signature, message); }
}

function vkey(text) {
  const [, name, id, body] = /^([^+\s]+)\+([0-9a-f]{8})\+(\S+)$/.exec(text.trim()) || wrong("damaged");
  const bytes = base64(body);
  const own = bytes[0] === 255 ? utf8("soi/promise/v1").length : 0;
  return { name, id, kind: bytes[0], bytes: bytes.slice(1 + own), whole: bytes };
}
async function checkedKey(text) {
  const key = vkey(text);
  const mark = await hash(utf8(`${key.name}\n`), key.whole);
  return hex(mark.slice(0, 4)) === key.id ? key : wrong("damaged");
}
function keys(which) {
  const pasted = document.getElementById("key").value.split(/\s+/).filter(Boolean);
  const texts = pasted.length ? pasted : FACTS.logs.map((one) => one[which]);
  return Promise.all(texts.map(checkedKey));
}
function witnesses() {
  const lines = FACTS.policy.split("\n").map((line) => line.split(/\s+/)).filter((one) => one[0] === "witness");
  return Promise.all(lines.map((one) => checkedKey(one[2])));
}

const dayOf = (days) => new Date(days * 864e5).toLocaleDateString(language === "vi" ? "vi-VN" : "en-GB", { timeZone: "UTC", weekday: "long", day: "2-digit", month: "2-digit", year: "numeric" });
const timeOf = (seconds) => new Date(seconds * 1000).toLocaleString(language === "vi" ? "vi-VN" : "en-GB", { timeZone: "Asia/Ho_Chi_Minh", dateStyle: "short", timeStyle: "short" });

async function receipt(text) {
  const data = whole(text);
  if (data.length !== 140 || data[0] !== 1) wrong("damaged");
  const key = (await keys("promise")).find((one) => one.kind === 255 && one.id === hex(data.slice(2, 6))) || wrong("otherKey");
  const message = join(utf8("soi/promise/v1\n"), data.slice(0, 44));
  if (!(await signedBy(key.bytes, data.slice(44, 108), message))) wrong("badSignature");
  const words = WORDS[language];
  const day = dayOf(number(data.slice(38, 42)));
  return { verdict: "promised", said: [words.promise(day, number(data.slice(42, 44))), words.signed(key.name), words.later], commitment: data.slice(6, 38), salt: hex(data.slice(108)) };
}

function parsed(text) {
  const cut = text.indexOf("\n\n");
  const lines = text.slice(0, cut).split("\n");
  if (cut < 0 || lines.shift() !== "c2sp.org/tlog-proof@v1") wrong("unknown");
  const extra = (lines[0] || "").startsWith("extra ") ? base64(lines.shift().slice(6)) : new Uint8Array();
  const [, index] = /^index (0|[1-9]\d{0,14})$/.exec(lines.shift() || "") || wrong("damaged");
  const path = lines.map(base64);
  if (extra.length !== 42 || path.some((one) => one.length !== 32)) wrong("damaged");
  return { entry: extra, index: Number(index), path, note: text.slice(cut + 2) };
}

async function opened(note) {
  const cut = note.lastIndexOf("\n\n");
  const body = note.slice(0, cut + 1);
  const [origin, size, root, rest] = body.split("\n");
  if (cut < 0 || rest !== "" || !/^(0|[1-9]\d{0,14})$/.test(size)) wrong("damaged");
  const known = [...(await keys("vkey")), ...(await witnesses())];
  const seen = [];
  let signed = false;
  for (const line of note.slice(cut + 2).trimEnd().split("\n")) {
    const [, name, encoded] = /^— (\S+) (\S+)$/.exec(line) || wrong("damaged");
    const data = base64(encoded);
    const key = known.find((one) => one.name === name && one.id === hex(data.slice(0, 4)));
    if (!key) continue;
    const at = number(data.slice(4, 12));
    const message = key.kind === 1 ? body : `cosignature/v1\ntime ${at}\n${body}`;
    if (key.kind !== 1 && key.kind !== 4) continue;
    if (!(await signedBy(key.bytes, data.slice(key.kind === 1 ? 4 : 12), utf8(message)))) wrong("badSignature");
    if (key.kind === 1 && key.name === origin) signed = true;
    else seen.push([name, at]);
  }
  if (!signed) wrong("otherKey");
  return { origin, size: Number(size), root: base64(root), seen };
}

async function climbed(entry, index, size, path) {
  if (index >= size) wrong("badPath");
  let top = await hash(Uint8Array.of(0), entry);
  let [first, last] = [index, size - 1];
  for (const one of path) {
    if (last === 0) wrong("badPath");
    if (first % 2 || first === last) {
      top = await hash(Uint8Array.of(1), one, top);
      while (first && first % 2 === 0) [first, last] = [first / 2, Math.floor(last / 2)];
    } else top = await hash(Uint8Array.of(1), top, one);
    [first, last] = [Math.floor(first / 2), Math.floor(last / 2)];
  }
  return last === 0 ? top : wrong("badPath");
}

async function proof(text) {
  const given = parsed(text);
  const point = await opened(given.note);
  const top = await climbed(given.entry, given.index, point.size, given.path);
  if (!same(top, point.root)) wrong("badPath");
  const words = WORDS[language];
  const said = [words.entry(given.index, point.size), words.day(dayOf(number(given.entry.slice(6, 10)))), words.inTree(given.path.length), words.signed(point.origin)];
  said.push(...point.seen.map(([name, at]) => words.seen(name, timeOf(at))));
  if (!point.seen.length) said.push(words.unseen);
  return { verdict: "proved", said, commitment: given.entry.slice(10) };
}

// Anybody can have written the file: what has not exactly the shape in which we give it is refused.
const mapped = (value) => (value && typeof value === "object" && !Array.isArray(value) ? value : wrong("damaged"));
const written = (value) => (typeof value === "string" && !/\p{Surrogate}/u.test(value) ? value : wrong("damaged"));
function read(text) {
  try { return mapped(JSON.parse(text)); } catch { return wrong("damaged"); }
}
async function committed(told, text) {
  const salt = /^[0-9a-f]{64}$/.test(told.salt) ? unhex(written(told.salt)) : wrong("damaged");
  return hash(utf8("soi/commit/v1"), Uint8Array.of(0), salt, await hash(utf8(text)));
}
async function sent(text, commitment) {
  const told = read(text);
  const payload = written(told.payload);
  if (!same(await committed(told, payload), commitment)) wrong("sentWrong");
  const marks = read(payload).attachments;
  for (const part of Object.values(mapped(told.parts === undefined ? {} : told.parts))) {
    const mark = hex(await committed(mapped(part), written(part.text)));
    if (!Array.isArray(marks) || !marks.includes(mark)) wrong("sentWrong");
  }
}

// One paper of each kind, and nothing that is passed over as if it had been checked.
const single = (all) => (new Set(all).size > 1 ? wrong("several") : all[0]);
function sorted(texts) {
  const isProof = (text) => unwrapped(text).startsWith("c2sp.org/tlog-proof");
  const isPaper = (text) => text.replace(/^\ufeff/, "").trimStart().startsWith("{");
  const proofs = texts.filter(isProof).map((text) => `${unwrapped(text)}\n`);
  const rest = texts.filter((text) => !isProof(text));
  const papers = rest.filter(isPaper).map((text) => text.replace(/^\ufeff/, ""));
  const codes = rest.filter((text) => !isPaper(text)).map(promiseIn);
  return { given: single(proofs), code: single(codes), json: single(papers) };
}

async function check(texts) {
  const words = WORDS[language];
  const { given, code, json } = sorted(texts);
  if (!given && !code) wrong("unknown");
  const promised = code ? await receipt(code) : null;
  const found = given ? await proof(given) : promised;
  if (given && promised) {
    if (!same(found.commitment, promised.commitment)) wrong("notKept");
    found.said.push(promised.said[0], words.kept);
  }
  if (json) {
    await sent(json, found.commitment);
    if (promised && read(json).salt !== promised.salt) wrong("sentWrong");
    found.said.push(words.sent);
  } else if (promised) found.said.push(words.unsigned);
  if (!document.getElementById("key").value.trim()) found.said.push(words.trust);
  return found;
}

function show(verdict, said) {
  const words = WORDS[language];
  const box = document.createElement("div");
  box.className = { false: "notice late", unread: "notice wait" }[verdict] || "notice";
  const title = document.createElement("h2");
  title.textContent = words[verdict];
  const list = document.createElement("ul");
  for (const one of said) { const row = document.createElement("li"); row.textContent = one; list.append(row); }
  box.append(title, list);
  box.dataset.verdict = verdict;
  document.getElementById("result").replaceChildren(box);
}

let files = [];
let latest = 0;
// A verdict on an earlier paper must not stand while a new one is read, nor come after its verdict.
async function run(chosen) {
  const turn = latest += 1;
  document.getElementById("result").replaceChildren();
  const told = (...verdict) => { if (turn === latest) show(...verdict); };
  try {
    if (chosen) files = await Promise.all([...chosen].map((one) => one.text()));
    const typed = document.getElementById("text").value;
    const found = await check(typed.trim() ? [...files, typed] : files);
    told(found.verdict, found.said);
  } catch (error) {
    // Whatever went wrong with a paper: without a verdict, it would look as if nothing had been.
    const word = error instanceof Wrong ? error.message : "damaged";
    told("false", [WORDS[language][word], WORDS[language].again]);
  }
}

function speak() {
  document.documentElement.lang = language;
  document.title = WORDS[language].title;
  for (const one of document.querySelectorAll("[data-vi]")) one.hidden = language !== "vi";
  for (const one of document.querySelectorAll("[data-en]")) one.hidden = language !== "en";
  const button = document.getElementById("switch");
  button.textContent = WORDS[language].other;
  button.lang = language === "vi" ? "en" : "vi";
}

async function seen(video) {
  const detector = new BarcodeDetector({ formats: ["qr_code"] });
  for (let tries = 0; tries < 600; tries += 1) {
    const found = (await detector.detect(video)).find((one) => one.rawValue.startsWith("SOI1:"));
    if (found) return found.rawValue;
    await new Promise((done) => { setTimeout(done, 100); });
  }
  return "";
}

async function scan() {
  const video = document.getElementById("video");
  let stream, code;
  try {
    stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
    video.srcObject = stream;
    video.hidden = false;
    await video.play();
    code = await seen(video);
  } catch {
    show("unread", [WORDS[language].noCamera]);
    return;
  } finally {
    if (stream) stream.getTracks().forEach((one) => one.stop());
    video.hidden = true;
  }
  if (!code) { show("unread", [WORDS[language].noCode]); return; }
  document.getElementById("text").value = code;
  await run();
}

document.getElementById("form").addEventListener("submit", (event) => { event.preventDefault(); run(); });
document.getElementById("file").addEventListener("change", (event) => {
  if (event.target.files.length) run(event.target.files);
  else files = [];
});
document.getElementById("switch").addEventListener("click", () => {
  language = language === "vi" ? "en" : "vi";
  document.getElementById("result").replaceChildren();
  speak();
});
const camera = document.getElementById("camera");
if ("BarcodeDetector" in window && navigator.mediaDevices) {
  camera.hidden = false;
  camera.addEventListener("click", scan);
}
speak();
