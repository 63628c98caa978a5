// Cover: what is sent here is filled up to a length that the sealed door's boxes have, so that
// whoever counts the bytes on the line does not tell a report from a denunciation by them.
// Every form works without this file. (Firefox draws separators of changing length for forms
// with files: there the length is right to a few bytes.)
(() => {
  "use strict";
  const KIB = 1024;
  const MOST = 512 * KIB; // what a telephone on a weak line sends for it at most
  const LENGTHS = [4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048, 4096, 8192, 16384]
    .map((size) => size * KIB).map((size) => 870 + size + 16 * Math.ceil(size / 65536));
  const SEPARATOR = "------WebKitFormBoundary0123456789abcdef\r\n";
  const bytes = (text) => new TextEncoder().encode(text).length;
  const lines = (text) => text.replace(/\r\n?|\n/g, "\r\n");
  const quoted = (text) => text.replace(/\r\n?|\n/g, "%0D%0A").replace(/"/g, "%22");

  function part(name, value) {
    const head = `${SEPARATOR}Content-Disposition: form-data; name="${quoted(name)}"`;
    if (typeof value === "string") return bytes(`${head}\r\n\r\n${lines(value)}\r\n`);
    const kind = value.type || "application/octet-stream";
    return bytes(`${head}; filename="${quoted(value.name)}"\r\nContent-Type: ${kind}\r\n\r\n\r\n`) + value.size;
  }
  function sizeOf(form, data) {
    if (form.enctype === "multipart/form-data") {
      return [...data].reduce((sum, [name, value]) => sum + part(name, value), SEPARATOR.length + 2);
    }
    return new URLSearchParams([...data].map(([name, value]) => [name, lines(value)])).toString().length;
  }

  for (const form of document.querySelectorAll("form[data-cover]")) {
    form.addEventListener("formdata", ({ formData }) => {
      formData.set("cover", "");
      const size = sizeOf(form, formData);
      const whole = LENGTHS.find((one) => one >= size);
      if (whole && whole - size <= MOST) formData.set("cover", "0".repeat(whole - size));
    });
  }
})();
