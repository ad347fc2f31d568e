package io.syncpulse.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class SyncOwnerTest {

  @Test
  void whatWasCreatedFirstOwnsThenTheSmallerId() {
    SyncOwner early = new SyncOwner(new Id(9, 9), 5L);
    assertThat(SyncOwner.firstOf(new SyncOwner(new Id(1, 1), 6L), early)).isEqualTo(early);
    assertThat(SyncOwner.firstOf(new SyncOwner(new Id(1, 1), null), early)).isEqualTo(early);
    SyncOwner smaller = new SyncOwner(new Id(8, 9), 5L);
    assertThat(SyncOwner.firstOf(early, smaller)).isEqualTo(smaller);
  }

  @Property
  void theOrderInWhichTheyClaimMeansNothing(
      @ForAll("owners") List<SyncOwner> claims, @ForAll Random random) {
    SyncOwner owner = first(null, claims);
    Collections.shuffle(claims, random);
    assertThat(first(owner, claims)).isEqualTo(owner);
    assertThat(first(null, claims)).isEqualTo(owner);
  }

  private static SyncOwner first(SyncOwner known, List<SyncOwner> claims) {
    SyncOwner owner = known;
    for (SyncOwner claim : claims) {
      owner = SyncOwner.firstOf(owner, claim);
    }
    return owner;
  }

  @Provide
  Arbitrary<List<SyncOwner>> owners() {
    return Combinators.combine(
            Arbitraries.longs().between(1, 3), Arbitraries.longs().between(1, 3).injectNull(0.3))
        .as((id, createdAt) -> new SyncOwner(new Id(id, -id), createdAt))
        .list()
        .ofMinSize(1)
        .ofMaxSize(6);
  }
}
