using System.Net;
using DuckBus.Gateway.Forwarding;
using DuckBus.Gateway.Tests.Fakes;
using DuckBus.Testing;

namespace DuckBus.Gateway.Tests.Forwarding;

public sealed class CandidatesTests
{
    private static readonly IPEndPoint One = A.End("10.97.0.1:80"), Two = A.End("10.97.0.2:80");
    private readonly Balancer balancer = new(new ManualTimeProvider());
    private readonly Candidates candidates;

    public CandidatesTests() => candidates = new Candidates(balancer, A.Ip("10.97.1.1"));

    [Fact]
    public void All_that_refuse_are_tried_once()
    {
        balancer.Update([One, Two], null);
        candidates.Next().ShouldBe(One);
        candidates.Refused(One);
        candidates.Next().ShouldBe(Two);
        candidates.Refused(Two);
        candidates.Next().ShouldBeNull();
    }

    [Fact]
    public void The_last_one_gets_more_patience()
    {
        balancer.Update([One, Two], null);
        candidates.Next();
        candidates.Patience.ShouldBeLessThan(TimeSpan.FromSeconds(2));
        candidates.Refused(One);
        candidates.Next();
        candidates.Patience.ShouldBe(TimeSpan.FromSeconds(10));
    }

    [Fact]
    public void One_that_gave_no_answer_is_asked_again_when_it_is_the_only_one_left()
    {
        balancer.Update([One, Two], null);
        candidates.Next().ShouldBe(One);
        candidates.Silent(One);
        balancer.Update([One], null);
        candidates.Next().ShouldBe(One, "the other one has left meanwhile");
        candidates.Patience.ShouldBe(TimeSpan.FromSeconds(10));
        candidates.Silent(One);
        candidates.Next().ShouldBeNull("twice is enough");
    }
}
