// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery.client;

import com.google.api.client.http.HttpRequestInitializer;
import com.google.api.client.http.javanet.NetHttpTransport;
import com.google.api.client.json.gson.GsonFactory;
import com.google.api.gax.core.FixedCredentialsProvider;
import com.google.api.gax.core.NoCredentialsProvider;
import com.google.api.gax.grpc.InstantiatingGrpcChannelProvider;
import com.google.api.gax.rpc.FixedHeaderProvider;
import com.google.api.services.bigquery.Bigquery;
import com.google.auth.Credentials;
import com.google.auth.http.HttpCredentialsAdapter;
import com.google.cloud.bigquery.storage.v1.BigQueryWriteClient;
import com.google.cloud.bigquery.storage.v1.BigQueryWriteSettings;
import io.grpc.HttpConnectProxiedSocketAddress;
import io.grpc.ManagedChannelBuilder;
import io.outfall.proxy.ProxySettings;
import java.io.IOException;
import java.net.Authenticator;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.HttpsURLConnection;
import org.apache.kafka.connect.errors.ConnectException;
import org.jspecify.annotations.Nullable;

/** Google's clients, for the tables of a project and for writing to them. */
public final class BigQueryClients implements AutoCloseable {
    // The limit of an AppendRows request, which its answer never nears.
    private static final int MAX_MESSAGE_BYTES = 20 << 20;
    private static final int HTTPS = 443;
    private static final int HTTP = 80;

    private final String project;
    private final Bigquery tables;
    private final WriteClients writes;

    private BigQueryClients(String project, Bigquery tables, WriteClients writes) {
        this.project = project;
        this.tables = tables;
        this.writes = writes;
    }

    /**
     * Makes the clients; nothing is requested yet.
     *
     * @param userAgent what the requests say of who sends them
     * @throws ConnectException if there are no such credentials
     */
    public static BigQueryClients open(ClientSettings settings, String userAgent) {
        NetHttpTransport transport = transport(settings.proxy());
        Optional<Credentials> credentials =
                new Accounts(() -> transport).of(settings.credentials(), settings.quotaProject());
        Bigquery.Builder tables = new Bigquery.Builder(
                        transport, GsonFactory.getDefaultInstance(), requests(settings, credentials))
                .setApplicationName(userAgent);
        if (settings.endpoint() != null) {
            tables.setRootUrl(withSlash(settings.endpoint()));
        }
        return new BigQueryClients(
                settings.project(), tables.build(), new WriteClients(() -> writes(settings, credentials, userAgent)));
    }

    public String project() {
        return project;
    }

    /** The REST API: datasets, tables, queries, streaming inserts. */
    public Bigquery tables() {
        return tables;
    }

    /** The Storage Write API. */
    public WriteClients writes() {
        return writes;
    }

    @Override
    public void close() {
        writes.close();
    }

    private static HttpRequestInitializer requests(ClientSettings settings, Optional<Credentials> credentials) {
        Optional<HttpCredentialsAdapter> adapter = credentials.map(HttpCredentialsAdapter::new);
        int timeoutMs = Math.toIntExact(settings.requestTimeout().toMillis());
        return request -> {
            if (adapter.isPresent()) {
                adapter.get().initialize(request);
            }
            request.setConnectTimeout(timeoutMs).setReadTimeout(timeoutMs);
        };
    }

    private static BigQueryWriteClient writes(
            ClientSettings settings, Optional<Credentials> credentials, String userAgent) {
        InstantiatingGrpcChannelProvider.Builder channels =
                BigQueryWriteSettings.defaultGrpcTransportProviderBuilder().setMaxInboundMessageSize(MAX_MESSAGE_BYTES);
        URI endpoint = settings.storageEndpoint();
        boolean plain = endpoint != null && "http".equals(endpoint.getScheme());
        if (endpoint != null) {
            channels.setEndpoint(endpoint.getHost() + ":" + port(endpoint, plain ? HTTP : HTTPS));
        }
        channels.setChannelConfigurator(channel -> configured(channel, plain, settings.proxy()));
        try {
            return BigQueryWriteClient.create(BigQueryWriteSettings.newBuilder()
                    .setTransportChannelProvider(channels.build())
                    .setCredentialsProvider(
                            credentials.isPresent()
                                    ? FixedCredentialsProvider.create(credentials.get())
                                    : NoCredentialsProvider.create())
                    .setHeaderProvider(FixedHeaderProvider.create(Map.of("user-agent", userAgent)))
                    .build());
        } catch (IOException e) {
            throw new ConnectException("The client of the Storage Write API cannot be made: " + e.getMessage(), e);
        }
    }

    private static ManagedChannelBuilder<?> configured(
            ManagedChannelBuilder<?> channel, boolean plain, @Nullable ProxySettings proxy) {
        if (plain) {
            channel.usePlaintext();
        }
        if (proxy != null) {
            channel.proxyDetector(target -> by(proxy, (InetSocketAddress) target));
        }
        return channel;
    }

    private static HttpConnectProxiedSocketAddress by(ProxySettings proxy, InetSocketAddress target) {
        InetSocketAddress address = proxy.socketAddress();
        HttpConnectProxiedSocketAddress.Builder way = HttpConnectProxiedSocketAddress.newBuilder()
                .setProxyAddress(new InetSocketAddress(address.getHostString(), address.getPort()))
                .setTargetAddress(target);
        ProxySettings.Login login = proxy.login();
        if (login != null) {
            way.setUsername(login.user()).setPassword(login.password().value());
        }
        return way.build();
    }

    private static NetHttpTransport transport(@Nullable ProxySettings proxy) {
        NetHttpTransport.Builder transport = new NetHttpTransport.Builder();
        if (proxy != null) {
            Proxy way = new Proxy(Proxy.Type.HTTP, proxy.socketAddress());
            Optional<ProxySettings.Login> login = Optional.ofNullable(proxy.login());
            Optional<Authenticator> authenticator = login.map(ProxySettings.Login::authenticator);
            Optional<String> basic = login.map(ProxySettings.Login::basic);
            transport.setConnectionFactory(url -> {
                HttpURLConnection connection = (HttpURLConnection) url.openConnection(way);
                authenticator.ifPresent(connection::setAuthenticator);
                // A body that was streamed to a proxy that asks back cannot be sent again; to https, the way comes
                // first.
                if (!(connection instanceof HttpsURLConnection)) {
                    basic.ifPresent(value -> connection.setRequestProperty("Proxy-Authorization", value));
                }
                return connection;
            });
        }
        return transport.build();
    }

    private static int port(URI uri, int otherwise) {
        return uri.getPort() < 0 ? otherwise : uri.getPort();
    }

    private static String withSlash(URI uri) {
        String text = uri.toString();
        return text.endsWith("/") ? text : text + "/";
    }
}
