// The roster as one canvas: people down, days across, codes and colours in the cells; names, days and the over/under strip stay in view
// while the rest scrolls. It only draws what it is given and reports which cell was picked; the truth stays with the server.
const HEAD = 40, STRIP = 78, ROW = 27, PAD = 8;
const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+-";

function decode(cells, day) {
  const text = cells.substr(2 * day, 2);
  return text === ".." ? -1 : LETTERS.indexOf(text[0]) * 64 + LETTERS.indexOf(text[1]);
}

class Grid {
  constructor(root) {
    this.root = root;
    root.innerHTML = "";
    const make = (tag, name, parent) => { const e = document.createElement(tag); e.className = name; parent.appendChild(e); return e; };
    this.frame = make("div", "frame", root);
    this.scroller = make("div", "scroller", this.frame);
    this.paper = make("div", "paper", this.scroller);
    this.canvas = make("canvas", "canvas", this.paper);
    this.tip = make("div", "tip", this.frame);
    this.live = make("div", "live", this.frame);
    this.tip.hidden = true;
    this.live.setAttribute("aria-live", "polite");
    this.scroller.tabIndex = 0;
    this.scroller.setAttribute("role", "grid");
    this.focus = null;
    this.scroller.addEventListener("scroll", () => { this.tip.hidden = true; this.later(); });
    this.canvas.addEventListener("mousemove", (e) => this.hover(e));
    this.canvas.addEventListener("mouseleave", () => { this.tip.hidden = true; });
    this.canvas.addEventListener("click", (e) => this.click(e));
    this.scroller.addEventListener("keydown", (e) => this.press(e));
    this.watch = new ResizeObserver(() => this.layout());
    this.watch.observe(this.frame);
  }

  update(data, pick) {
    this.data = data;
    this.pick = pick;
    this.scroller.setAttribute("aria-label", data.label);
    this.scroller.setAttribute("aria-rowcount", data.rows.length);
    this.scroller.setAttribute("aria-colcount", data.days.length);
    if (this.focus && (this.focus.row >= data.rows.length || this.focus.day >= data.days.length)) this.focus = null;
    this.layout();
  }

  layout() {
    if (!this.data) return;
    const width = this.frame.clientWidth, d = this.data;
    if (!width) return;
    this.nameW = width < 560 ? 98 : 186;
    this.strip = d.strip ? STRIP : 0;
    const full = HEAD + d.rows.length * ROW + this.strip;
    this.scroller.style.height = Math.min(d.height, full) + "px";
    this.paper.style.width = "1px";
    this.paper.style.height = full + "px";
    const room = this.scroller.clientWidth - this.nameW;
    this.cellW = Math.max(width < 560 ? 46 : 32, room / d.days.length);
    this.viewH = Math.min(d.height, full + (this.cellW * d.days.length > room + 1 ? 12 : 0));
    this.scroller.style.height = this.viewH + "px";
    this.paper.style.width = Math.floor(this.nameW + this.cellW * d.days.length) + "px";
    this.paper.style.height = full + "px";
    this.w = this.scroller.clientWidth;
    this.h = this.scroller.clientHeight;
    const ratio = window.devicePixelRatio || 1;
    this.canvas.width = Math.round(this.w * ratio);
    this.canvas.height = Math.round(this.h * ratio);
    this.canvas.style.width = this.w + "px";
    this.canvas.style.height = this.h + "px";
    Object.assign(this.frame.dataset, { nameWidth: this.nameW, cellWidth: this.cellW, rowHeight: ROW, headHeight: HEAD, rows: d.rows.length });
    this.draw();
  }

  later() {
    if (!this.waiting) this.waiting = requestAnimationFrame(() => { this.waiting = 0; this.draw(); });
  }

  draw() {
    const d = this.data, c = this.canvas.getContext("2d"), ratio = window.devicePixelRatio || 1;
    const style = getComputedStyle(this.frame), read = (name, other) => style.getPropertyValue(name).trim() || other;
    const ink = read("--st-text-color", "#1f2a33"), paper = read("--st-background-color", "#fff"), line = read("--st-border-color", "#dfe5ea");
    const soft = read("--st-secondary-background-color", "#f3f6f8"), accent = read("--st-primary-color", "#0b6e99");
    const font = style.fontFamily, x0 = this.scroller.scrollLeft, y0 = this.scroller.scrollTop, bottom = this.h - this.strip;
    c.setTransform(ratio, 0, 0, ratio, 0, 0);
    c.fillStyle = paper;
    c.fillRect(0, 0, this.w, this.h);
    c.textBaseline = "middle";
    const text = (s, x, y, size, color, align = "left", weight = 400, room = 1e9) => {
      c.font = `${weight} ${size}px ${font}`;
      c.fillStyle = color;
      c.textAlign = align;
      if (room < 1e9 && c.measureText(s).width > room) {
        while (s.length > 1 && c.measureText(s + "…").width > room) s = s.slice(0, -1);
        s += "…";
      }
      c.fillText(s, x, y);
    };
    const first = Math.max(0, Math.floor(y0 / ROW)), last = Math.min(d.rows.length, Math.ceil((y0 + bottom - HEAD) / ROW));
    const left = Math.max(0, Math.floor(x0 / this.cellW)), right = Math.min(d.days.length, Math.ceil((x0 + this.w - this.nameW) / this.cellW));
    const X = (day) => this.nameW + day * this.cellW - x0, Y = (row) => HEAD + row * ROW - y0;

    c.save();
    c.beginPath();
    c.rect(this.nameW, HEAD, this.w - this.nameW, bottom - HEAD);
    c.clip();
    for (let day = left; day < right; day++) {
      if (d.days[day].weekend) { c.fillStyle = soft; c.fillRect(X(day), HEAD, this.cellW, bottom - HEAD); }
      if (day === d.selected) { c.fillStyle = accent; c.globalAlpha = 0.07; c.fillRect(X(day), HEAD, this.cellW, bottom - HEAD); c.globalAlpha = 1; }
    }
    for (let row = first; row < last; row++) {
      const y = Y(row);
      for (let day = left; day < right; day++) {
        const x = X(day), kind = decode(d.rows[row].cells, day);
        if (kind >= 0) {
          const k = d.kinds[kind];
          c.fillStyle = k.fill;
          c.fillRect(x + 1, y + 1, this.cellW - 2, ROW - 2);
          if (k.leave) {
            c.save(); c.beginPath(); c.rect(x + 1, y + 1, this.cellW - 2, ROW - 2); c.clip();
            c.strokeStyle = line; c.lineWidth = 2; c.beginPath();
            for (let s = x - ROW; s < x + this.cellW; s += 7) { c.moveTo(s, y + ROW); c.lineTo(s + ROW, y); }
            c.stroke(); c.restore();
          }
          const wide = this.cellW >= 104 && k.text;
          if (wide) {
            text(k.code, x + PAD, y + ROW / 2, 12.5, k.ink, "left", 600, this.cellW - 86);
            text(k.text, x + this.cellW - PAD, y + ROW / 2, 11.5, k.ink, "right", 400);
          } else text(this.cellW < 56 && k.short ? k.short : k.code, x + this.cellW / 2, y + ROW / 2, 12, k.ink, "center", 600, this.cellW - 6);
        }
        const mark = d.marks[row + ":" + day];
        if (mark) this.corner(c, x + this.cellW - 1, y + 1, mark[0]);
      }
      c.strokeStyle = line; c.lineWidth = 1; c.beginPath(); c.moveTo(this.nameW, y + ROW - 0.5); c.lineTo(this.w, y + ROW - 0.5); c.stroke();
    }
    const ring = (spot, color) => { if (spot) { c.strokeStyle = color; c.lineWidth = 2; c.strokeRect(X(spot.day) + 1, Y(spot.row) + 1, this.cellW - 2, ROW - 2); } };
    ring(this.pick && this.pick.row >= 0 ? this.pick : null, accent);
    ring(document.activeElement === this.root.host || this.keyed ? this.focus : null, ink);
    c.restore();

    c.save();
    c.beginPath(); c.rect(0, HEAD, this.nameW, bottom - HEAD); c.clip();
    c.fillStyle = paper; c.fillRect(0, HEAD, this.nameW, bottom - HEAD);
    for (let row = first; row < last; row++) {
      const y = Y(row), r = d.rows[row], slim = this.nameW < 120;
      text(r.name, PAD, y + ROW / 2, 12.5, ink, "left", 500, this.nameW - (slim ? 12 : 62));
      if (!slim) text(r.hours, this.nameW - PAD - 4, y + ROW / 2, 11.5, "#6b7882", "right");
      if (r.mark) this.corner(c, this.nameW - 1, y + 1, r.mark[0]);
      c.strokeStyle = line; c.beginPath(); c.moveTo(0, y + ROW - 0.5); c.lineTo(this.nameW, y + ROW - 0.5); c.stroke();
    }
    c.restore();

    c.fillStyle = soft; c.fillRect(0, 0, this.w, HEAD);
    text(d.corner, PAD, HEAD / 2, 12, "#6b7882", "left", 500, this.nameW - 50);
    if (this.nameW >= 120) text(d.hours, this.nameW - PAD - 4, HEAD / 2, 11.5, "#6b7882", "right");
    c.save(); c.beginPath(); c.rect(this.nameW, 0, this.w - this.nameW, this.h); c.clip();
    for (let day = left; day < right; day++) {
      const x = X(day), info = d.days[day], mid = x + this.cellW / 2;
      if (day === d.selected) { c.fillStyle = accent; c.fillRect(x, HEAD - 3, this.cellW, 3); }
      text(info.weekday, mid, 13, 11.5, info.weekend ? "#a33c00" : "#6b7882", "center", 500);
      text(info.date, mid, 28, 12.5, ink, "center", day === d.selected ? 700 : 500);
    }
    c.restore();
    c.strokeStyle = line; c.lineWidth = 1; c.beginPath();
    c.moveTo(0, HEAD - 0.5); c.lineTo(this.w, HEAD - 0.5); c.moveTo(this.nameW - 0.5, 0); c.lineTo(this.nameW - 0.5, this.h); c.stroke();
    if (this.strip) this.drawStrip(c, X, left, right, text, { ink, line, soft, paper, accent });
    this.frame.dataset.ready = "1";
  }

  corner(c, x, y, grave) {
    c.fillStyle = grave > 1 ? "#c8102e" : "#e69f00";
    c.beginPath(); c.moveTo(x, y); c.lineTo(x - 10, y); c.lineTo(x, y + 10); c.closePath(); c.fill();
  }

  drawStrip(c, X, left, right, text, colors) {
    const d = this.data, s = d.strip, top = this.h - this.strip, zero = top + 12 + (this.strip - 22) * s.share, unit = (this.strip - 24) / s.span;
    c.fillStyle = colors.paper; c.fillRect(0, top, this.w, this.strip);
    c.strokeStyle = colors.line; c.lineWidth = 1; c.beginPath(); c.moveTo(0, top + 0.5); c.lineTo(this.w, top + 0.5); c.stroke();
    c.save(); c.beginPath(); c.rect(this.nameW, top + 1, this.w - this.nameW, this.strip); c.clip();
    for (let day = left; day < right; day++) {
      const x = X(day), short = s.short[day], over = s.over[day], n = short.length, w = (this.cellW - 2) / n;
      if (d.days[day].weekend) { c.fillStyle = colors.soft; c.fillRect(x, top + 1, this.cellW, this.strip); }
      if (day === d.selected) { c.fillStyle = colors.accent; c.globalAlpha = 0.09; c.fillRect(x, top + 1, this.cellW, this.strip); c.globalAlpha = 1; }
      for (let k = 0; k < n; k++) {
        if (short[k]) { c.fillStyle = "#d55e00"; c.fillRect(x + 1 + k * w, zero - short[k] * unit, Math.max(w, 0.6), short[k] * unit); }
        if (over[k]) { c.fillStyle = "#0072b2"; c.fillRect(x + 1 + k * w, zero, Math.max(w, 0.6), over[k] * unit); }
      }
      c.strokeStyle = colors.line; c.beginPath(); c.moveTo(x + 0.5, top); c.lineTo(x + 0.5, this.h); c.stroke();
    }
    c.strokeStyle = "#6b7882"; c.beginPath(); c.moveTo(this.nameW, zero); c.lineTo(this.w, zero); c.stroke();
    c.restore();
    c.strokeStyle = colors.line; c.beginPath(); c.moveTo(this.nameW - 0.5, top); c.lineTo(this.nameW - 0.5, this.h); c.stroke();
    text(s.shortText, PAD, top + 22, 11.5, "#a33c00", "left", 600, this.nameW - 14);
    text(s.overText, PAD, top + this.strip - 20, 11.5, "#0072b2", "left", 600, this.nameW - 14);
  }

  spot(e) {
    const box = this.canvas.getBoundingClientRect(), x = e.clientX - box.left, y = e.clientY - box.top, d = this.data;
    const day = x < this.nameW ? -1 : Math.floor((x - this.nameW + this.scroller.scrollLeft) / this.cellW);
    const inStrip = this.strip && y > this.h - this.strip;
    const row = y < HEAD || inStrip ? -1 : Math.floor((y - HEAD + this.scroller.scrollTop) / ROW);
    if (day >= d.days.length || row >= d.rows.length) return null;
    return { row, day, inStrip, x, y, part: inStrip && day >= 0 ? ((x - this.nameW + this.scroller.scrollLeft) % this.cellW) / this.cellW : 0 };
  }

  words(row, day) {
    const d = this.data, r = d.rows[row], lines = [r.name + (r.note ? " · " + r.note : "")];
    if (day < 0) { lines.push(r.hours + " " + d.hours); if (r.mark) lines.push(...r.mark[1]); return lines; }
    const kind = decode(r.cells, day), mark = d.marks[row + ":" + day];
    lines.push(d.days[day].weekday + " " + d.days[day].date + "  " + (kind < 0 ? d.off : d.kinds[kind].tip));
    if (mark) lines.push(...mark[1]);
    return lines;
  }

  hover(e) {
    const at = this.spot(e), d = this.data;
    let lines = null;
    if (at && at.inStrip && at.day >= 0) {
      const n = d.strip.short[at.day].length, k = Math.min(n - 1, Math.floor(at.part * n)), sh = d.strip.short[at.day][k], ov = d.strip.over[at.day][k];
      lines = [d.days[at.day].weekday + " " + d.days[at.day].date + "  " + d.strip.clocks[at.day][k]];
      if (sh) lines.push(d.strip.shortWord + " " + sh.toFixed(1));
      if (ov) lines.push(d.strip.overWord + " " + ov.toFixed(1));
    } else if (at && at.row >= 0) lines = this.words(at.row, at.day);
    this.canvas.style.cursor = at && at.day >= 0 ? "pointer" : "default";
    if (!lines) { this.tip.hidden = true; return; }
    this.tip.textContent = lines.join("\n");
    this.tip.hidden = false;
    const w = this.tip.offsetWidth, h = this.tip.offsetHeight;
    this.tip.style.left = Math.max(4, Math.min(this.w - w - 4, at.x + 14)) + "px";
    this.tip.style.top = Math.max(2, at.y + 16 + h > this.h ? at.y - h - 8 : at.y + 16) + "px";
  }

  choose(row, day) {
    this.pick = { row, day };
    this.send({ agent: row >= 0 ? this.data.rows[row].id : null, day });
    this.later();
  }

  click(e) {
    const at = this.spot(e);
    this.keyed = false;
    if (at && at.day >= 0) { this.focus = { row: Math.max(0, at.row), day: at.day }; this.choose(at.row, at.day); }
  }

  press(e) {
    const steps = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1], PageUp: [-10, 0], PageDown: [10, 0] }, d = this.data;
    if (!d.rows.length) return;
    if ((e.key === "Enter" || e.key === " ") && this.focus) { e.preventDefault(); this.choose(this.focus.row, this.focus.day); return; }
    if (!steps[e.key]) return;
    e.preventDefault();
    this.keyed = true;
    const at = this.focus || { row: 0, day: 0 }, clip = (v, n) => Math.max(0, Math.min(n - 1, v));
    this.focus = this.focus ? { row: clip(at.row + steps[e.key][0], d.rows.length), day: clip(at.day + steps[e.key][1], d.days.length) } : at;
    const s = this.scroller, y = this.focus.row * ROW, x = this.focus.day * this.cellW, tall = this.h - HEAD - this.strip, broad = this.w - this.nameW;
    if (y < s.scrollTop) s.scrollTop = y; else if (y + ROW > s.scrollTop + tall) s.scrollTop = y + ROW - tall;
    if (x < s.scrollLeft) s.scrollLeft = x; else if (x + this.cellW > s.scrollLeft + broad) s.scrollLeft = x + this.cellW - broad;
    this.live.textContent = this.words(this.focus.row, this.focus.day).join(", ");
    this.later();
  }
}

export default function (component) {
  const { data, parentElement, setStateValue } = component;
  const mount = parentElement.querySelector(".mount");
  if (!mount.grid) mount.grid = new Grid(mount);
  mount.grid.send = (pick) => setStateValue("pick", pick);
  mount.grid.update(data, data.pick);
  return () => { if (mount.grid) { mount.grid.watch.disconnect(); mount.grid = null; } };
}
