(function () {
  "use strict";
  var d = document, w = window, root = d.documentElement;
  function all(s, from) { return [].slice.call((from || d).querySelectorAll(s)); }
  function one(s) { return d.querySelector(s); }
  var store = {
    get: function (k) { try { return w.localStorage.getItem(k); } catch (e) { return null; } },
    set: function (k, v) { try { w.localStorage.setItem(k, v); return true; } catch (e) { return false; } },
    del: function (k) { try { w.localStorage.removeItem(k); } catch (e) { /* no store, nothing to clear */ } }
  };

  // Times: near ones in words, the exact one in the title
  var words = w.Intl && Intl.RelativeTimeFormat && new Intl.RelativeTimeFormat(root.lang || "en", { numeric: "auto" });
  function times(from) {
    if (words) all("time[datetime]", from).forEach(function (t) {
      var ago = (Date.parse(t.dateTime) - Date.now()) / 6e4, far = Math.abs(ago);
      if (t.dateTime.length < 11 || !(far < 2880)) { if (t._was) t.textContent = t._was; return; }
      if (!t._was) { t._was = t.textContent; t.title = t.title || t._was; }
      t.textContent = far < 60 ? words.format(Math.round(ago), "minute") : words.format(Math.round(ago / 60), "hour");
    });
  }

  // Lists that follow a stream
  var lists = [], socket = null, wait = 1000, timer = 0, hidden = 0;
  function List(el) {
    this.el = el;
    this.stream = el.dataset.stream;
    this.waiting = {};
    this.asking = this.again = false;
  }
  List.prototype.seq = function () { return +this.el.dataset.seq || 0; };
  List.prototype.put = function (article) {
    var el = this.el, number = article.dataset.number, seq = +article.dataset.seq || 0;
    var old = el.querySelector('article[data-number="' + number + '"]');
    if (old) {
      if (seq >= (+old.dataset.seq || 0)) el.replaceChild(article, old);
    } else if ("last" in el.dataset) {
      var posts = all("article[data-number]", el), after = posts[posts.length - 1];
      if (after && +after.dataset.number > +number) return; // of an earlier page
      el.insertBefore(article, after ? after.nextSibling : null);
    } else {
      var last = all("article[data-number]", el).pop();
      if (last && +number > +last.dataset.number) { this.waiting[number] = 1; this.tell(); }
      return;
    }
    times(article);
  };
  List.prototype.add = function (html) {
    var self = this, box = d.createElement("template");
    box.innerHTML = html;
    all("article[data-number]", box.content).forEach(function (a) {
      self.put(a);
      if (+a.dataset.seq > self.seq()) self.el.dataset.seq = a.dataset.seq;
    });
  };
  List.prototype.tell = function () {
    var n = Object.keys(this.waiting).length;
    if (!this.more) {
      this.more = d.createElement("a");
      this.more.className = "btn";
      this.more.href = this.el.dataset.next || "?page=last";
      this.el.parentNode.insertBefore(this.more, this.el.nextSibling);
    }
    this.more.textContent = (this.el.dataset.new || "+%n").replace("%n", n);
  };
  List.prototype.ask = function () {
    var self = this;
    if (self.asking) { self.again = true; return; }
    self.asking = true;
    self.again = false;
    var before = self.seq();
    fetch((self.el.dataset.from || location.pathname) + "?since=" + before, { credentials: "same-origin" }).then(function (r) {
      if (r.status === 403 || r.status === 404) { ended(self); return ""; }
      if (!r.ok) throw r;
      if (r.headers.get("X-More") === "1") self.again = true;
      return r.text();
    }).then(function (html) {
      self.add(html);
      if (self.seq() === before && self.again) self.again = "stop";
    }).catch(function () { self.again = "stop"; }).then(function () {
      self.asking = false;
      if (self.again === true) self.ask();
    });
  };
  function ended(list) {
    list.over = true;
    var text = list.el.dataset.ended;
    if (text && !list.note) {
      list.note = d.createElement("p");
      list.note.className = "msg w";
      list.note.setAttribute("role", "status");
      list.note.textContent = text;
      list.el.parentNode.insertBefore(list.note, list.el);
    }
  }
  function live() { return lists.filter(function (l) { return !l.over; }); }
  function of(stream) { return live().filter(function (l) { return l.stream === stream; }); }
  function say(frame) { if (socket && socket.readyState === 1) socket.send(JSON.stringify(frame)); }
  function followAll() {
    live().forEach(function (l) { say({ follow: l.el.dataset.token, lang: root.lang }); });
    var me = one("[data-unread][data-token]");
    if (me) say({ follow: me.dataset.token, lang: root.lang });
  }
  function heard(f) {
    if (f.refused) { if (/ended|valid/.test(f.refused)) renew(); return; }
    if (f.stream === "member" && "unread" in f) {
      all("[data-unread]").forEach(function (e) { e.textContent = f.unread || ""; e.hidden = !f.unread; });
    }
    of(f.stream).forEach(function (l) {
      if (f.following) { l.on = true; l.ask(); }
      else if (f.behind) l.ask();
      else if ("readers" in f) all('[data-readers="' + l.stream + '"]').forEach(function (e) { e.textContent = f.readers; });
      else if (f.html) {
        if (l.asking || f.seq > l.seq() + 1) l.ask();
        else l.add(f.html);
      }
    });
  }
  var renewed = 0;
  function renew() { // access changed: the page itself says what may still be followed
    if (Date.now() - renewed < 1e4) { if (!socket) later(); return; }
    renewed = Date.now();
    fetch(location.href, { credentials: "same-origin" }).then(function (r) { if (r.status >= 429) throw r; return r.ok ? r.text() : ""; }).then(function (html) {
      var page = new DOMParser().parseFromString(html, "text/html"), changed = false;
      live().forEach(function (l) {
        var now = page.querySelector('[data-stream="' + l.stream + '"]');
        if (!now) return ended(l);
        if (now.dataset.token !== l.el.dataset.token) changed = true;
        l.el.dataset.token = now.dataset.token;
      });
      var me = one("[data-unread][data-token]"), mine = page.querySelector("[data-unread][data-token]");
      if (me && !mine) me.removeAttribute("data-token");
      else if (me && mine.dataset.token !== me.dataset.token) { me.dataset.token = mine.dataset.token; changed = true; }
      if (!socket) open(); else if (changed) followAll();
    }).catch(function () { if (!socket) later(); });
  }
  function later() {
    clearTimeout(timer);
    timer = setTimeout(open, wait * (0.5 + Math.random()));
    wait = Math.min(wait * 2, 6e4);
  }
  function open() {
    clearTimeout(timer);
    if (socket || !w.WebSocket || !(live().length || one("[data-unread][data-token]"))) return;
    var mine;
    try { mine = new WebSocket(location.origin.replace(/^http/, "ws") + "/live/"); } catch (e) { return later(); }
    socket = mine;
    mine.onopen = function () { setTimeout(function () { if (socket === mine) wait = 1000; }, 5000); followAll(); };
    mine.onmessage = function (e) { try { heard(JSON.parse(e.data)); } catch (x) { /* a frame of a later version */ } };
    mine.onclose = function (e) {
      if (socket !== mine) return;
      socket = null;
      lists.forEach(function (l) { l.on = false; });
      if (e.code === 4401) renew();
      else later();
    };
  }
  function poll() { live().forEach(function (l) { if (!l.on) l.ask(); }); }

  // What is typed stays until the server has it
  function drafts() {
    var shared = "shared" in root.dataset;
    var sent = store.get("sent");
    if (sent && (/^#post-/.test(location.hash) || one("[data-kept]"))) store.del(sent);
    store.del("sent");
    all("form[data-keep]").forEach(function (form) {
      var key = "draft:" + form.getAttribute("action"), note = form.querySelector("[data-kept-note]");
      var fields = all("textarea[name]", form), timer;
      if (!form.getAttribute("action")) key = "draft:" + location.pathname;
      function note_(kept) { if (note) { note.hidden = !kept; if (kept && note.dataset.keptNote) note.textContent = note.dataset.keptNote; } }
      function keep() {
        var values = {}, some = false;
        fields.forEach(function (f) { values[f.name] = f.value; if (f.value.trim()) some = true; });
        if (some) note_(store.set(key, JSON.stringify(values))); else { store.del(key); note_(false); }
      }
      if (shared) return store.del(key);
      try {
        var old = JSON.parse(store.get(key) || "{}");
        fields.forEach(function (f) { if (old[f.name] && !f.value) { f.value = old[f.name]; note_(true); } });
      } catch (e) { store.del(key); }
      form.addEventListener("input", function () { clearTimeout(timer); timer = setTimeout(keep, 400); });
      form.addEventListener("submit", function () { clearTimeout(timer); keep(); store.set("sent", key); });
    });
  }

  d.addEventListener("submit", function (e) { // a double click sends once
    var form = e.target;
    if (form.method !== "post") return;
    if (form._sent) return e.preventDefault();
    form._sent = true;
    setTimeout(function () { all("button:not([type=button])", form).forEach(function (b) { b.disabled = true; }); });
    setTimeout(function () { free(form); }, 2e4);
  });
  function free(form) {
    if (form._sent) all("button", form).forEach(function (b) { b.disabled = false; });
    form._sent = false;
  }
  w.addEventListener("pageshow", function () { all("form").forEach(free); });

  d.addEventListener("click", function (e) {
    var b = e.target.closest && e.target.closest("[data-copy]"), from = b && d.getElementById(b.dataset.copy.replace("#", ""));
    if (!from || !navigator.clipboard) return;
    navigator.clipboard.writeText(("value" in from ? from.value : from.textContent).trim()).then(function () {
      if (b.dataset.copied) b.textContent = b.dataset.copied;
    });
  });

  function cost() {
    var parts = performance.getEntriesByType("navigation").concat(performance.getEntriesByType("resource"));
    var bytes = parts.reduce(function (sum, p) { return sum + (p.transferSize || 0); }, 0);
    all("[data-cost]").forEach(function (e) { e.textContent = e.dataset.cost.replace("%n", Math.ceil(bytes / 1024)); });
  }

  lists = all("[data-stream][data-token]").filter(function (e) { return !("unread" in e.dataset); }).map(function (e) { return new List(e); });
  times();
  drafts();
  open();
  setInterval(function () { if (!d.hidden) { times(); poll(); } }, 3e4);
  d.addEventListener("visibilitychange", function () {
    if (d.hidden) hidden = Date.now();
    else if (Date.now() - hidden > 3e4) { if (!socket) { wait = 1000; open(); } live().forEach(function (l) { l.ask(); }); }
  });
  w.addEventListener("online", function () { wait = 1000; open(); });
  w.addEventListener("load", function () { if (w.performance && performance.getEntriesByType) setTimeout(cost); });
})();
