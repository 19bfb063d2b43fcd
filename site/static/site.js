const d = document, root = d.documentElement;
const all = (s, from) => [...(from || d).querySelectorAll(s)];
const store = (act) => { try { return act(localStorage) || true; } catch { return ""; } };
const drop = (key) => store((s) => s.removeItem(key));

const words = window.Intl && Intl.RelativeTimeFormat && new Intl.RelativeTimeFormat(root.lang || "en", { numeric: "auto" });
const times = (from) => {
  if (words) all("time[datetime]", from).forEach((t) => {
    const ago = (Date.parse(t.dateTime) - Date.now()) / 6e4, far = Math.abs(ago);
    if (t.dateTime.length < 11 || !(far < 2880)) { if (t._was) t.textContent = t._was; return; }
    if (!t._was) { t._was = t.textContent; t.title = t.title || t._was; }
    t.textContent = far < 60 ? words.format(Math.round(ago), "minute") : words.format(Math.round(ago / 60), "hour");
  });
};

const SET = "button,a,input,summary,details";
let socket = null, wait = 1000, timer = 0, hidden = 0;
class List {
  constructor(el) {
    this.el = el;
    this.stream = el.dataset.stream;
    this.waiting = new Set();
  }
  seq() { return +this.el.dataset.seq || 0; }
  get(number) { return this.el.querySelector('article[data-number="' + number + '"]'); }
  put(article) {
    const el = this.el, number = article.dataset.number, old = this.get(number);
    if (old) {
      if (+article.dataset.seq < +old.dataset.seq) return;
      const was = all(SET, old).reverse(), now = all(SET, article).reverse(), at = was.indexOf(d.activeElement);
      was.forEach((e, i) => {
        const same = now[i];
        if (same && same.value === e.value) { same.checked = e.checked; same.open = e.open; }
      });
      el.replaceChild(article, old);
      if (at >= 0) {
        article.tabIndex = -1;
        article.focus({ preventScroll: true });
        now[at]?.focus();
      }
    } else {
      const posts = all("article[data-number]", el), after = posts.findIndex((a) => +a.dataset.number > +number);
      if (!("last" in el.dataset)) {
        if (posts[0] && after < 0) { this.waiting.add(number); this.tell(); }
        return;
      }
      if (!after) return; // of an earlier page
      el.insertBefore(article, posts[after] || posts.pop()?.nextSibling);
    }
    times(article);
  }
  add(html, mine) {
    const box = d.createElement("template");
    box.innerHTML = html;
    all("article[data-number]", box.content).forEach((a) => {
      this.put(a);
      if (!mine && +a.dataset.seq > this.seq()) this.el.dataset.seq = a.dataset.seq;
    });
  }
  take(f) {
    const old = this.get(f.number);
    if (this.timer) return;
    if (this.asking || f.seq > this.seq() + 1) this.ask();
    else if (old && +old.dataset.seq >= f.seq) this.el.dataset.seq = Math.max(f.seq, this.seq());
    else if ("own" in (old || this.el).dataset) this.soon();
    else this.add(f.html);
  }
  soon() {
    this.timer = setTimeout(() => { this.timer = 0; this.ask(); }, 200 + Math.random() * 800);
  }
  tell() {
    const n = this.waiting.size;
    if (!this.more) {
      this.more = d.createElement("a");
      this.more.className = "btn";
      this.more.href = this.el.dataset.next || "?page=last";
      this.el.after(this.more);
    }
    this.more.textContent = (this.el.dataset.new || "+%n").replace("%n", n);
  }
  ask() {
    if (this.asking) { this.again = true; return; }
    this.asking = true;
    this.again = false;
    const before = this.seq();
    fetch((this.el.dataset.from || location.pathname) + "?since=" + before).then((r) => {
      if (r.status === 403 || r.status === 404) { ended(this); return ""; }
      if (!r.ok) throw r;
      if (r.headers.get("X-More") === "1") this.again = true;
      return r.text();
    }).then((html) => {
      this.add(html);
      if (this.seq() === before && this.again) this.again = "stop";
    }).catch(() => { this.again = "stop"; }).then(() => {
      this.asking = false;
      if (this.again === true) this.ask();
    });
  }
}
const ended = (list) => {
  list.over = true;
  const text = list.el.dataset.ended;
  if (text && !list.note) {
    list.note = d.createElement("p");
    list.note.className = "msg w";
    list.note.setAttribute("role", "status");
    list.note.textContent = text;
    list.el.before(list.note);
  }
};
const lists = all("[data-stream][data-token]").filter((e) => !("unread" in e.dataset)).map((e) => new List(e));
const live = () => lists.filter((l) => !l.over);
const badge = (page) => (page || d).querySelector("[data-unread][data-token]");
const follow = (el) => {
  if (el && socket && socket.readyState === 1) socket.send(JSON.stringify({ follow: el.dataset.token, lang: root.lang }));
};
const followAll = () => {
  live().forEach((l) => follow(l.el));
  follow(badge());
};
const heard = (f) => {
  if (f.refused) { if (/ended|valid/.test(f.refused)) renew(); return; }
  if (f.stream === "member" && "unread" in f) {
    all("[data-unread]").forEach((e) => { e.textContent = f.unread || ""; e.hidden = !f.unread; });
  }
  live().filter((l) => l.stream === f.stream).forEach((l) => {
    if (f.following) { l.on = true; l.ask(); }
    else if (f.behind) l.ask();
    else if ("readers" in f) all('[data-readers="' + l.stream + '"]').forEach((e) => { e.textContent = f.readers; });
    else if (f.html) l.take(f);
  });
};
let renewed = 0;
const renew = () => {
  if (Date.now() - renewed < 1e4) { if (!socket) later(); return; }
  renewed = Date.now();
  fetch(location.href).then((r) => { if (r.status >= 429) throw r; return r.ok ? r.text() : ""; }).then((html) => {
    const page = new DOMParser().parseFromString(html, "text/html");
    let changed = false;
    const renewOne = (el, now) => {
      if (now.dataset.token !== el.dataset.token) changed = true;
      el.dataset.token = now.dataset.token;
    };
    live().forEach((l) => {
      const now = page.querySelector('[data-stream="' + l.stream + '"]');
      if (now) renewOne(l.el, now); else ended(l);
    });
    const me = badge(), mine = badge(page);
    if (me && !mine) me.removeAttribute("data-token");
    else if (me) renewOne(me, mine);
    if (!socket) open(); else if (changed) followAll();
  }).catch(() => { if (!socket) later(); });
};
const later = () => {
  clearTimeout(timer);
  timer = setTimeout(open, wait * (0.5 + Math.random()));
  wait = Math.min(wait * 2, 6e4);
};
const open = () => {
  clearTimeout(timer);
  if (socket || !(live().length || badge())) return;
  let mine;
  try { mine = new WebSocket(location.origin.replace(/^http/, "ws") + "/live/"); } catch { return later(); }
  socket = mine;
  mine.onopen = () => { setTimeout(() => { if (socket === mine) wait = 1000; }, 5000); followAll(); };
  mine.onmessage = (e) => { try { heard(JSON.parse(e.data)); } catch { /* newer */ } };
  mine.onclose = (e) => {
    if (socket !== mine) return;
    socket = null;
    lists.forEach((l) => { l.on = false; });
    if (e.code === 4401) renew();
    else later();
  };
};
const poll = () => { live().forEach((l) => { if (!l.on) l.ask(); }); };

const drafts = () => {
  const [way] = performance.getEntriesByType("navigation"); // led on: the server has it
  if (/#post-/.test(location) || way && way.redirectCount && !/accounts/.test(location)) store((s) => s.removeItem(s.sent));
  drop("sent");
  all("form[data-keep]").forEach((form) => {
    const key = "draft:" + (form.getAttribute("action") || location.pathname), note = form.querySelector("[data-kept-note]");
    // With the mask: without it the words would go out under the name
    const fields = form.elements, mask = fields.pseudonym, version = fields.version && fields.version.value;
    const names = all("textarea[name],[type=text],[type=radio],select", form).map((f) => f.name);
    let timer;
    const note_ = (kept) => { if (note) { note.hidden = !kept; note.textContent = note.dataset.keptNote; } };
    const keep = () => {
      const values = { version }, some = names.some((name) => fields[name].rows && fields[name].value.trim());
      names.forEach((name) => { values[name] = fields[name].value; });
      if (mask) values.pseudonym = mask.checked;
      note_(some && store((s) => s.setItem(key, JSON.stringify(values))));
      if (!some) drop(key);
    };
    if ("shared" in root.dataset) return drop(key);
    store((s) => {
      const old = JSON.parse(s[key] || "{}");
      names.forEach((name) => {
        const f = fields[name], was = old[name], now = f.value;
        if (!was || was === now) return;
        if (!f.rows || !now || version && version === old.version) f.value = was;
        else if ("quoted" in form.dataset && !was.includes(now.trim())) f.value = was.trim() + "\n\n" + now;
        else return;
        note_(true);
        if (mask && "pseudonym" in old) mask.checked = old.pseudonym;
      });
    });
    form.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(keep, 400); });
    form.addEventListener("submit", () => { clearTimeout(timer); keep(); store((s) => { s.sent = key; }); });
  });
};

d.addEventListener("submit", (e) => {
  const form = e.target, button = e.submitter, list = lists.find((l) => l.el.contains(button));
  if (form.method !== "post") return;
  const act = button?.formAction + button?.value.replace("no-", "");
  if (form._sent === act) return e.preventDefault();
  form._sent = act;
  if (list && form.id === "act" && !form._plain) {
    const values = new FormData(form);
    e.preventDefault();
    values.append(button.name, button.value);
    fetch(button.formAction, { method: "POST", body: values, headers: { "X-Requested-With": "fetch" } }).then((r) => {
      if (!r.ok || r.redirected) throw r;
      return r.text();
    }).then((html) => {
      list.add(html, true);
      setTimeout(free, 500, form);
    }).catch(() => {
      form._plain = true;
      form._sent = false;
      form.requestSubmit(button);
    });
    return;
  }
  setTimeout(() => all("button:not([type=button])", form).forEach((b) => { b.disabled = true; }));
  setTimeout(free, 2e4, form);
});
const free = (form) => {
  if (form._sent) all("button", form).forEach((b) => { b.disabled = false; });
  form._sent = form._plain = false;
};
addEventListener("pageshow", () => all("form").forEach(free));

d.addEventListener("click", (e) => {
  const b = e.target.closest("[data-copy]"), from = b && d.getElementById(b.dataset.copy.replace("#", ""));
  if (from) navigator.clipboard?.writeText(("value" in from ? from.value : from.textContent).trim()).then(() => {
    if (b.dataset.copied) b.textContent = b.dataset.copied;
  });
});

const cost = () => {
  const bytes = performance.getEntries().reduce((sum, p) => sum + (p.transferSize || 0), 0);
  all("[data-cost]").forEach((e) => { e.textContent = e.dataset.cost.replace("%n", Math.ceil(bytes / 1024)); });
};

times();
drafts();
open();
setInterval(() => { if (!d.hidden) { times(); poll(); } }, 3e4);
d.addEventListener("visibilitychange", () => {
  if (d.hidden) hidden = Date.now();
  else if (Date.now() - hidden > 3e4) { if (!socket) { wait = 1000; open(); } live().forEach((l) => l.ask()); }
});
addEventListener("online", () => { wait = 1000; open(); });
addEventListener("load", () => { setTimeout(cost); });
