// What a counter shows goes from the screen two minutes after somebody last touched it. The style sheet alone counts
// from when the page came; this starts the two minutes anew with each key and touch, as long as the page is in sight.
const LEAVES = /^(leave|come-to)-the-screen/;

for (const touch of ["keydown", "pointerdown"]) {
  document.addEventListener(touch, () => {
    for (const one of document.getAnimations()) {
      if (LEAVES.test(one.animationName) && one.playState === "running") one.currentTime = 0;
    }
  });
}
