using DuckBus.Kubelet.Config;
using DuckBus.Kubelet.Tests.Fakes;
using DuckBus.Model.Core.Volumes;
using DuckBus.Testing;

namespace DuckBus.Kubelet.Tests.Config;

public sealed class TokenSourceTests : IDisposable
{
    private readonly ManualTimeProvider time = new(A.Noon);
    private readonly FakeApi api;
    private readonly TokenSource tokens;

    public TokenSourceTests()
    {
        api = new FakeApi(new FakeBus(), time);
        tokens = new TokenSource(api.Client(), time);
    }

    public void Dispose() => api.Dispose();

    private Task<string> TokenAsync(string? audience = null, long? seconds = null) =>
        tokens.TokenAsync(A.Pod(), new ServiceAccountTokenProjection { Path = "t", Audience = audience, ExpirationSeconds = seconds }, CancellationToken.None);

    [Fact]
    public async Task A_token_is_that_of_the_account_and_tied_to_the_pod_and_there_is_one_for_each_use()
    {
        (await TokenAsync()).ShouldBe("token 1 of default for the API, tied to web");
        (await TokenAsync("vault")).ShouldBe("token 2 of default for vault, tied to web");
        (await TokenAsync()).ShouldStartWith("token 1 ");
    }

    [Theory]
    [InlineData(3600, 2879, false)]
    [InlineData(3600, 2881, true)]
    [InlineData(604_800, 86_399, false)]
    [InlineData(604_800, 86_401, true)]
    public async Task A_token_is_renewed_in_time(long seconds, int after, bool renewed)
    {
        var first = await TokenAsync(seconds: seconds);
        time.Advance(TimeSpan.FromSeconds(after));
        (await TokenAsync(seconds: seconds) != first).ShouldBe(renewed);
    }

    [Fact]
    public async Task Without_the_API_a_token_serves_for_as_long_as_it_is_good()
    {
        var first = await TokenAsync();
        api.Down = true;
        time.Advance(TimeSpan.FromSeconds(3000));
        (await TokenAsync()).ShouldBe(first);
        time.Advance(TimeSpan.FromSeconds(700));
        (await Should.ThrowAsync<ConfigException>(() => TokenAsync())).Message.ShouldStartWith("failed to fetch token: ");
    }
}
