using DuckBus.Composition;

namespace DuckBus.Cli.Tests.Composition;

public sealed class NodeAddressesTests
{
    [Theory]
    [InlineData("http://127.0.0.1:0")]
    [InlineData("http://node-1:10250")]
    public void A_node_that_listens_on_one_address_is_reached_there(string listen) =>
        NodeAddresses.Facing(listen, [new Uri("http://127.0.0.1:8081/")]).ShouldBeNull();

    [Theory]
    [InlineData("http://0.0.0.0:10250")]
    [InlineData("http://*:10250")]
    [InlineData("http://[::]:10250")]
    public void A_node_that_listens_on_all_is_reached_where_it_faces_the_API_server(string listen) =>
        NodeAddresses.Facing(listen, [new Uri("http://no.such.host.invalid:8081/"), new Uri("http://127.0.0.1:8081/")]).ShouldBe("127.0.0.1");
}
