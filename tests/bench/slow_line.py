"""A topic page in Chromium on a slow line (400 kbit/s, 400 ms): when its largest text stands there, when it is usable."""

import shutil
import statistics

ROUNDS = 5
LCP = """() => new Promise(done => {
  let last = 0;
  new PerformanceObserver(list => { for (const e of list.getEntries()) last = e.startTime; })
    .observe({type: "largest-contentful-paint", buffered: true});
  setTimeout(() => {
    const nav = performance.getEntriesByType("navigation")[0];
    const all = [nav, ...performance.getEntriesByType("resource")];
    done([last, nav.loadEventEnd, all.reduce((sum, e) => sum + e.transferSize, 0), all.length]);
  }, 300);
})"""


def measure(address: str, path: str) -> None:
    """A cold cache each time. Says so and measures nothing where no Chromium is found."""
    browser = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if not browser:
        print("slow line: no Chromium found, not measured")
        return
    from playwright.sync_api import sync_playwright

    seen = []
    with sync_playwright() as play:
        chromium = play.chromium.launch(executable_path=browser, args=["--no-sandbox", "--disable-gpu"])
        for _ in range(ROUNDS):
            context = chromium.new_context(viewport={"width": 360, "height": 740})
            page = context.new_page()
            line = context.new_cdp_session(page)
            line.send("Network.enable")
            speed = 400_000 / 8
            line.send(
                "Network.emulateNetworkConditions",
                {"offline": False, "latency": 400, "downloadThroughput": speed, "uploadThroughput": speed},
            )
            page.goto(address + path, wait_until="load", timeout=60_000)
            seen.append(page.evaluate(LCP))
            context.close()
        chromium.close()
    lcp, usable, size, files = (statistics.median(values) for values in zip(*seen, strict=True))
    print(
        f"topic page on 400 kbit/s and 400 ms: largest text after {lcp / 1000:.2f} s, usable after {usable / 1000:.2f} s; "
        f"{size / 1024:.1f} KB in {files:.0f} requests"
    )
